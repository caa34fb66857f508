-- programmes.sql - fails when what the deploy script of the same name makes is not there.
select id, code, name_vi, name_en, document_id, starts_on, ends_on, note, version, search from register.programmes where false;
select id, code, name_vi, name_en, operator, low, high, unit, basis, source, rank from register.targets where false;
