-- committees.sql - takes back what the deploy script of the same name made.
begin;
alter policy client_keeps_its_own on register.idempotency_records to steer_agency, steer_office, steer_admin;
drop table register.seat_versions;
drop table register.seats;
drop table register.committee_versions;
alter table register.restructure_plans drop constraint restructure_plans_corrects;
drop table register.decisions;
drop table register.restructure_plans;
drop table register.committees;
drop table register.committee_roles;
commit;
