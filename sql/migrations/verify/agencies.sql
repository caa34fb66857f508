-- agencies.sql - fails when what the deploy script of the same name makes is not there.
select id, code, name_vi, name_en, kind, parent_id, valid_from, valid_to, note, version, search from register.agencies where false;
select id, agency_id, scheme, value, validity from register.agency_identifiers where false;
