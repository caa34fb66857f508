-- calendar.sql - days off and swapped working days, each with its source; the policy that shifts deadlines off them.
begin;
set local role steer_owner;

create table register.calendar_days (
    day date primary key,
    kind text not null constraint calendar_days_kind check (kind in ('off', 'work')),
    name_vi varchar(200) not null,
    name_en varchar(200),
    source varchar(300),
    document_id uuid references register.documents on delete restrict,
    constraint calendar_days_source check (num_nonnulls(source, document_id) = 1),
    constraint calendar_days_nfc check (concat_ws(' ', name_vi, name_en, source) is nfc normalized)
);
comment on table register.calendar_days is
    'What is not as the week has it: a day off, a Saturday or Sunday that is worked. Fixed year by year by decision, so it is data. A year without any row is not known.';
comment on column register.calendar_days.kind is
    'off: not worked, whatever the day of the week; work: worked. A day off that was taken back is "work", with what took it back as its source.';
comment on column register.calendar_days.source is 'In words, where the document is not registered; "unverified" says that nobody has seen one.';
create index calendar_days_document on register.calendar_days (document_id) where document_id is not null;

create trigger calendar_days_stay before delete or truncate on register.calendar_days
    for each statement execute function private.refuse_change();

alter table register.calendar_days enable row level security;
alter table register.calendar_days force row level security;
create policy owner_does_all on register.calendar_days to steer_owner using (true) with check (true);
create policy everybody_reads on register.calendar_days for select
    to steer_agency, steer_leader, steer_auditor, steer_admin, steer_clerk using (true);
create policy office_keeps on register.calendar_days to steer_office using (true) with check (true);

alter table register.settings drop constraint settings_value, add constraint settings_value check (
    case name
        when 'plan_approval' then value in ('optional', 'required')
        when 'agency_grace_days' then value ~ '^[0-9]{1,4}$'
        when 'deadline_shift' then value in ('none', 'next_workday')
    end is not false);
insert into register.settings (name, value, about) values
    ('deadline_shift', 'none', 'next_workday: a deadline in words whose last day is a day off ends on the next working day (Civil Code, art. 148); none: it ends on that day. Another value holds for deadlines given from then on, and for open ones from the next import of the calendar.');

commit;
