-- calendar.sql - takes back what the deploy script of the same name made.
begin;
delete from register.settings where name = 'deadline_shift';
alter table register.settings drop constraint settings_value, add constraint settings_value check (
    case name
        when 'plan_approval' then value in ('optional', 'required')
        when 'agency_grace_days' then value ~ '^[0-9]{1,4}$'
    end is not false);
drop table register.calendar_days;
commit;
