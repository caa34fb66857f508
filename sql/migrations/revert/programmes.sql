-- programmes.sql - takes back what the deploy script of the same name made.
begin;
drop table register.targets;
drop table register.programmes;
commit;
