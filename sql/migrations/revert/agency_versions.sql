-- agency_versions.sql - takes back what the deploy script of the same name made.
begin;
drop trigger agency_identifiers_stay on register.agency_identifiers;
drop trigger agency_identifiers_only_close on register.agency_identifiers;
alter table register.agency_identifiers drop constraint agency_identifiers_one_agency_at_a_time;
delete from register.agency_identifiers where not upper_inf(known);
alter table register.agency_identifiers
    drop column known,
    add constraint agency_identifiers_one_agency_at_a_time
        exclude using gist (
            scheme extensions.gist_text_ops with =,
            value extensions.gist_text_ops with =,
            validity with &&);
drop table register.agency_versions;
commit;
