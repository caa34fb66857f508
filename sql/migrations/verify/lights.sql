-- lights.sql - the days of the lights can be read, the thresholds are there.
begin;
select day, due_soon_workdays, due_soon_until, due_known_until, stale_workdays, stale_before, stale_known from register.light_days where false;
select 1 / (count(*) / 2) from register.settings where name in ('light_due_soon_workdays', 'light_stale_workdays');
rollback;
