-- lights.sql - takes back the days of the lights and their thresholds.
begin;
set local role steer_owner;
drop trigger settings_lights on register.settings;
drop trigger calendar_days_lights on register.calendar_days;
drop function private.note_light_days();
drop table register.light_days;
delete from register.settings where name in ('light_due_soon_workdays', 'light_stale_workdays');
commit;
