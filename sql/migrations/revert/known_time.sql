-- known_time.sql - takes back what the deploy script of the same name made.
begin;
drop table register.settings;
drop table register.known_clock;
commit;
