-- settings.sql - takes back what the deploy script of the same name made.
begin;
alter table register.settings drop constraint settings_value, drop constraint settings_nfc,
    drop column pattern, drop column about_vi, drop column version,
    add constraint settings_value check (
        case name
            when 'plan_approval' then value in ('optional', 'required')
            when 'agency_grace_days' then value ~ '^[0-9]{1,4}$'
            when 'deadline_shift' then value in ('none', 'next_workday')
        end is not false),
    add constraint settings_nfc check (concat_ws(' ', name, value, about) is nfc normalized);
commit;
