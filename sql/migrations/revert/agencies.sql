-- agencies.sql - takes back what the deploy script of the same name made.
begin;
drop table register.agency_identifiers;
drop table register.agencies;
commit;
