-- agency_versions.sql - fails when what the deploy script of the same name makes is not there.
select id, agency_id, name_vi, name_en, kind, parent_id, valid, known from register.agency_versions where false;
select known from register.agency_identifiers where false;
