-- urging.sql - takes back what the deploy script of the same name made.
begin;
drop table register.urgings, register.urging_rungs, register.urging_ladders;
commit;
