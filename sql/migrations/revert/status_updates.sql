-- status_updates.sql - takes back what the deploy script of the same name made.
begin;
drop table register.status_updates;
commit;
