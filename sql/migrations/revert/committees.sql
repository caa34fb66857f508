-- committees.sql - takes back what the deploy script of the same name made.
begin;
drop table register.seat_versions;
drop table register.seats;
drop table register.committee_versions;
alter table register.restructure_plans drop constraint restructure_plans_corrects;
drop table register.decisions;
drop table register.restructure_plans;
drop table register.committees;
drop table register.committee_roles;
commit;
