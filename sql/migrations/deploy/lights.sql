-- lights.sql - the thresholds of the lights, and what they come to on each day, kept like an index.
begin;
set local role steer_owner;

insert into register.settings (name, value, pattern, about, about_vi) values
    ('light_due_soon_workdays', '5', '[0-9]{1,2}',
     'So many working days before its deadline an open task turns amber; 0: on the last day.',
     'Còn chừng này ngày làm việc đến thời hạn thì nhiệm vụ chưa hoàn thành có đèn vàng; 0: vào ngày cuối.'),
    ('light_stale_workdays', '20', '[1-9][0-9]{0,2}',
     'So many working days without a status update and an open task is grey: nobody knows how it stands.',
     'Qua chừng này ngày làm việc không có cập nhật thì nhiệm vụ chưa hoàn thành có đèn xám: không rõ tình hình.');

create table register.light_days (
    day date primary key,
    due_soon_workdays integer not null,
    due_soon_until date not null,
    due_known_until date not null,
    stale_workdays integer not null,
    stale_before timestamptz not null,
    stale_known boolean not null
);
comment on table register.light_days is
    'What the thresholds of the lights come to on each day of the calendar''s years: counting working days anew for every task that is read would take as long as reading it. Made by private.light_days_keep() from the calendar and the settings whenever one of them changes; a day that is not here is worked out by private.light_day().';
comment on column register.light_days.due_soon_until is 'The last day that lies within due_soon_workdays working days.';
comment on column register.light_days.due_known_until is 'Up to here the calendar is known; what lies between this day and due_soon_until counts as soon all the same.';
comment on column register.light_days.stale_before is 'A push before this instant is stale_workdays working days old, the day of the push and today not counted.';
comment on column register.light_days.stale_known is 'Whether the calendar is known all the way back to stale_before.';

alter table register.light_days enable row level security;
alter table register.light_days force row level security;
create policy owner_does_all on register.light_days to steer_owner using (true) with check (true);
create policy everybody_reads on register.light_days for select
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin using (true);

create function private.note_light_days() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform private.light_days_keep();
    return null;
end
$$;
comment on function private.note_light_days() is 'The days of the lights follow from the calendar and from the thresholds.';
create trigger calendar_days_lights after insert or update on register.calendar_days
    for each statement execute function private.note_light_days();
-- For these two alone: a later release's settings are added before its functions are there.
create trigger settings_lights after update of value on register.settings
    for each row when (new.name in ('light_due_soon_workdays', 'light_stale_workdays'))
    execute function private.note_light_days();

commit;
