-- tasks.sql - the life cycle as one table, the tasks, what moved them, and who lost sight of them.
begin;
set local role steer_owner;

create table register.transitions (
    action text not null constraint transitions_action check (action in (
        'assign', 'receive', 'start', 'progress', 'report', 'verify', 'return', 'suspend', 'resume',
        'cancel', 'transfer', 'block', 'unblock', 'reopen')),
    from_state text not null,
    to_state text not null,
    by_hand boolean not null,
    pushed_state text,
    needs text[] not null default '{}',
    primary key (action, from_state)
);
comment on table register.transitions is
    'Every legal move of a task; what is not here is refused. The office acts by action; an agency''s push names a state and finds its move by pushed_state.';
comment on column register.transitions.needs is
    'What the move must come with: reason, document, to_agency; clear: the task itself must be clear (work, lead agency, product, deadline).';
create unique index transitions_pushed on register.transitions (pushed_state, from_state);

insert into register.transitions (action, from_state, to_state, by_hand, pushed_state, needs)
select m.action, f.from_state, m.to_state, m.by_hand, m.pushed_state, m.needs
from (values
    ('assign',   'draft',                                                      'assigned',    true,  null,          '{clear}'::text[]),
    ('receive',  'assigned',                                                   'received',    true,  'received',    '{}'),
    ('start',    'assigned received returned',                                 'in_progress', true,  'in_progress', '{}'),
    ('progress', 'received',                                                   'received',    false, 'received',    '{}'),
    ('progress', 'in_progress',                                                'in_progress', false, 'in_progress', '{}'),
    ('progress', 'blocked',                                                    'blocked',     false, 'in_progress', '{}'),
    ('report',   'assigned received in_progress returned reported',            'reported',    true,  'reported',    '{}'),
    ('verify',   'reported',                                                   'verified',    true,  null,          '{}'),
    ('return',   'reported',                                                   'returned',    true,  null,          '{reason}'),
    ('suspend',  'assigned received in_progress returned blocked',             'suspended',   true,  null,          '{reason}'),
    ('resume',   'suspended',                                                  'in_progress', true,  null,          '{}'),
    ('block',    'assigned received in_progress returned',                     'blocked',     true,  null,          '{reason}'),
    ('unblock',  'blocked',                                                    'in_progress', true,  null,          '{}'),
    ('cancel',   'draft assigned received in_progress reported returned suspended blocked', 'cancelled', true, null,  '{document}'),
    ('transfer', 'assigned received in_progress returned blocked suspended',   'assigned',    true,  null,          '{to_agency,reason}'),
    ('reopen',   'verified',                                                   'returned',    true,  null,          '{reason,document}')
) as m (action, from_states, to_state, by_hand, pushed_state, needs)
cross join lateral string_to_table(m.from_states, ' ') as f (from_state);

alter table register.transitions enable row level security;
alter table register.transitions force row level security;
create policy owner_does_all on register.transitions to steer_owner using (true) with check (true);
create policy everybody_reads on register.transitions for select
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin using (true);

create table register.task_numbers (
    year integer primary key,
    last integer not null
);
comment on table register.task_numbers is 'The last number given out for codes NV-<year>-<number>.';

alter table register.task_numbers enable row level security;
alter table register.task_numbers force row level security;
create policy owner_does_all on register.task_numbers to steer_owner using (true) with check (true);
create policy office_counts on register.task_numbers to steer_office using (true) with check (true);

create table register.tasks (
    id uuid primary key default gen_random_uuid(),
    code register.code not null unique,
    title varchar(500) not null,
    description varchar(4000),
    programme_id uuid references register.programmes on delete restrict,
    source_document_id uuid references register.documents on delete restrict,
    lead_agency_id uuid references register.agencies on delete restrict,
    co_agency_ids uuid[] not null default '{}',
    assigner_id uuid references register.agencies on delete restrict,
    responsible varchar(200),
    product varchar(500),
    authority varchar(300),
    pillar register.code,
    key boolean not null default false,
    regular boolean not null default false,
    due_text varchar(100),
    due_on date,
    due_precision text not null default 'none' constraint tasks_due_precision check (
        due_precision in ('day', 'month', 'quarter', 'half_year', 'year', 'none')),
    original_due_on date,
    original_lead_agency_id uuid references register.agencies on delete restrict,
    state text not null default 'draft' constraint tasks_state check (state in (
        'draft', 'assigned', 'received', 'in_progress', 'reported', 'verified', 'returned',
        'suspended', 'cancelled', 'blocked')),
    progress_percent smallint constraint tasks_progress check (progress_percent between 0 and 100),
    summary varchar(2000),
    expected_completion date,
    assigned_on date,
    reported_on date,
    verified_on date,
    last_pushed_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null default transaction_timestamp(),
    updated_at timestamptz not null default transaction_timestamp(),
    agency_ids uuid[] not null generated always as (
        array_remove(array_prepend(lead_agency_id, co_agency_ids), null)) stored,
    search tsvector not null generated always as (
        private.search_vector(code || ' ' || title || ' ' || coalesce(product, '') || ' ' || coalesce(summary, ''))) stored,
    constraint tasks_due check ((due_on is null) = (due_precision = 'none')),
    constraint tasks_agency_once check (lead_agency_id is null or lead_agency_id <> all (co_agency_ids)),
    constraint tasks_assigned check (
        state in ('draft', 'cancelled')
        or (lead_agency_id is not null and product is not null and (regular or due_on is not null))),
    constraint tasks_nfc check (
        concat_ws(' ', title, description, responsible, product, authority, due_text, summary) is nfc normalized)
);
comment on table register.tasks is
    'What is to be done, by whom, until when, and how it stands. An update here has no BEFORE ROW trigger on purpose: with one, PostgreSQL makes the columns made from others anew at every push.';
comment on column register.tasks.due_text is 'The words the deadline came with; due_on and due_precision are what they mean.';
comment on column register.tasks.original_due_on is 'The deadline it was assigned with; never lost when the deadline moves.';
comment on column register.tasks.original_lead_agency_id is 'The agency it was first assigned to; stays when the task is transferred.';
comment on column register.tasks.agency_ids is 'Lead and co-agencies: what the policy for agencies looks at, through tasks_agencies.';
comment on column register.tasks.regular is 'A regular duty (nhiệm vụ thường xuyên): needs no deadline and is left out of the counts.';
comment on column register.tasks.version is 'Of the ETag; goes up with every change.';

-- Each index costs at every push. None on the state (ten values) nor on the lead agency (tasks_agencies
-- finds it); none for the foreign keys to agencies, which are never removed.
create index tasks_agencies on register.tasks using gin (agency_ids);
create index tasks_search on register.tasks using gin (search);
create index tasks_due_on on register.tasks ((coalesce(due_on, 'infinity'::date)), id);
create index tasks_updated_at on register.tasks (updated_at, id);
create index tasks_title on register.tasks (title collate "vi-x-icu", id);
create index tasks_programme on register.tasks (programme_id) where programme_id is not null;
create index tasks_source_document on register.tasks (source_document_id) where source_document_id is not null;

create function private.co_agencies_exist() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (select from unnest(new.co_agency_ids) as c (id)
               where not exists (select from register.agencies a where a.id = c.id)) then
        raise exception 'a co-agency does not exist' using errcode = 'foreign_key_violation';
    end if;
    return null;
end
$$;
comment on function private.co_agencies_exist() is
    'The foreign key of the array co_agency_ids. The other direction needs none: agencies are never removed.';
create trigger tasks_co_agencies_inserted after insert on register.tasks
    for each row when (new.co_agency_ids <> '{}') execute function private.co_agencies_exist();
create trigger tasks_co_agencies_updated after update of co_agency_ids on register.tasks
    for each row when (new.co_agency_ids is distinct from old.co_agency_ids)
    execute function private.co_agencies_exist();

create trigger tasks_stay before delete or truncate on register.tasks
    for each statement execute function private.refuse_change();

alter table register.tasks enable row level security;
alter table register.tasks force row level security;
create policy owner_does_all on register.tasks to steer_owner using (true) with check (true);
create policy office_keeps on register.tasks to steer_office using (true) with check (true);
create policy all_are_read on register.tasks for select to steer_leader, steer_auditor, steer_admin using (true);
-- A plain expression, no sub-select: PostgreSQL then knows at planning how many tasks this agency has.
create policy agency_reads_its_own on register.tasks for select to steer_agency using (
    agency_ids @> array[nullif(current_setting('steer.agency', true), '')::uuid] and state <> 'draft'
);
create policy agency_moves_what_it_leads on register.tasks for update to steer_agency
    using (agency_ids @> array[nullif(current_setting('steer.agency', true), '')::uuid] and state <> 'draft')
    with check (lead_agency_id = nullif(current_setting('steer.agency', true), '')::uuid);

create table register.task_events (
    task_id uuid not null references register.tasks on delete restrict,
    version integer not null,
    action text not null,
    from_state text not null,
    to_state text not null,
    reason varchar(2000),
    document_id uuid references register.documents on delete restrict,
    from_agency_id uuid references register.agencies on delete restrict,
    to_agency_id uuid references register.agencies on delete restrict,
    occurred_on date not null,
    recorded_at timestamptz not null default transaction_timestamp(),
    client text not null,
    primary key (task_id, version),
    constraint task_events_nfc check (reason is nfc normalized)
);
comment on table register.task_events is
    'What moved a task from state to state, with the reason and the document: one row for the version the move made.';
comment on column register.task_events.occurred_on is 'The day it happened, which may lie before the day it was recorded.';
create index task_events_document on register.task_events (document_id) where document_id is not null;

create trigger task_events_only_grow before update or delete or truncate on register.task_events
    for each statement execute function private.refuse_change();

alter table register.task_events enable row level security;
alter table register.task_events force row level security;
create policy owner_does_all on register.task_events to steer_owner using (true) with check (true);
create policy office_keeps on register.task_events to steer_office using (true) with check (true);
create policy all_are_read on register.task_events for select to steer_leader, steer_auditor, steer_admin using (true);
create policy agency_reads_its_own on register.task_events for select to steer_agency using (
    exists (select from register.tasks t where t.id = task_id)
);
create policy agency_adds on register.task_events for insert to steer_agency with check (
    client = current_setting('steer.client', true)
);

create table register.task_departures (
    task_id uuid not null references register.tasks on delete restrict,
    agency_id uuid not null references register.agencies on delete restrict,
    task_code register.code not null,
    departed_at timestamptz not null default transaction_timestamp(),
    primary key (agency_id, task_id)
);
comment on table register.task_departures is
    'An agency that can no longer see a task it once saw: what ?modified_since= reports to it as deleted.';
create index task_departures_task on register.task_departures (task_id);

create function private.note_departures() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into register.task_departures (task_id, agency_id, task_code)
    select new.id, gone.id, new.code
    from unnest(old.agency_ids) as gone (id)
    where gone.id <> all (new.agency_ids)
    on conflict (agency_id, task_id) do update set departed_at = excluded.departed_at;
    return null;
end
$$;
comment on function private.note_departures() is 'Remembers which agencies lost sight of a task, by whatever operation.';
create trigger tasks_departures after update of lead_agency_id, co_agency_ids on register.tasks
    for each row when (old.state <> 'draft' and old.agency_ids is distinct from new.agency_ids)
    execute function private.note_departures();

alter table register.task_departures enable row level security;
alter table register.task_departures force row level security;
create policy owner_does_all on register.task_departures to steer_owner using (true) with check (true);
create policy agency_reads_its_own on register.task_departures for select to steer_agency using (
    agency_id = nullif(current_setting('steer.agency', true), '')::uuid
);

commit;
