-- known_time.sql - the clock of what the register knows, and the settings of the house.
begin;
set local role steer_owner;

create table register.known_clock (
    one boolean primary key default true constraint known_clock_one_row check (one),
    at timestamptz not null
);
comment on table register.known_clock is
    'One row: the known-time of the last transaction that taught the register something about agencies, posts, committees or seats. Moved by private.known_now() alone.';
insert into register.known_clock (at) values (clock_timestamp());

create trigger known_clock_stays before delete or truncate on register.known_clock
    for each statement execute function private.refuse_change();

alter table register.known_clock enable row level security;
alter table register.known_clock force row level security;
create policy owner_does_all on register.known_clock to steer_owner using (true) with check (true);
create policy everybody_reads on register.known_clock for select
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin, steer_clerk using (true);

create table register.settings (
    name text primary key,
    value text not null,
    about text not null,
    constraint settings_value check (
        case name
            when 'plan_approval' then value in ('optional', 'required')
            when 'agency_grace_days' then value ~ '^[0-9]{1,4}$'
        end is not false),
    constraint settings_nfc check (concat_ws(' ', name, value, about) is nfc normalized)
);
comment on table register.settings is
    'Policies of the house that a province decides for itself. Changed by the administrator of the database; every change is in the journal.';
insert into register.settings (name, value, about) values
    ('plan_approval', 'optional', 'required: a restructuring plan is applied only after another client has approved it; optional: only where the plan asks for it.'),
    ('agency_grace_days', '30', 'For so many days after an agency closed, a push by or for it is accepted as its single successor''s.');

alter table register.settings enable row level security;
alter table register.settings force row level security;
create policy owner_does_all on register.settings to steer_owner using (true) with check (true);
create policy everybody_reads on register.settings for select
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin, steer_clerk using (true);

commit;
