-- status_updates.sql - what agencies reported about their tasks: every push that was taken, for ever.
begin;
set local role steer_owner;

create table register.status_updates (
    id uuid primary key default gen_random_uuid(),
    number bigint not null generated always as identity,
    task_id uuid not null references register.tasks on delete restrict,
    task_code text collate "C" not null,
    agency_id uuid references register.agencies on delete restrict,
    client text not null,
    source_system text collate "C" not null,
    event_id varchar(255) not null,
    sequence bigint constraint status_updates_sequence check (sequence >= 0),
    occurred_at timestamptz,
    state text not null constraint status_updates_state check (state in ('received', 'in_progress', 'reported')),
    progress_percent smallint constraint status_updates_progress check (progress_percent between 0 and 100),
    summary varchar(2000),
    expected_completion date,
    evidence jsonb not null default '[]',
    obstacles jsonb not null default '[]',
    result text not null constraint status_updates_result check (result in ('accepted', 'superseded', 'contribution')),
    task_state text not null,
    task_version integer not null,
    content_hash bytea not null,
    received_at timestamptz not null default transaction_timestamp(),
    constraint status_updates_event unique (source_system, event_id),
    constraint status_updates_lists check (jsonb_typeof(evidence) = 'array' and jsonb_typeof(obstacles) = 'array'),
    constraint status_updates_nfc check (concat_ws(' ', event_id, summary, evidence, obstacles) is nfc normalized)
);
comment on table register.status_updates is
    'Append-only. (source_system, event_id) is the permanent key of a push: a repeat is answered from here, however late it comes.';
comment on column register.status_updates.number is 'Order of arrival.';
comment on column register.status_updates.agency_id is 'On whose behalf it was pushed; null: the committee office itself.';
comment on column register.status_updates.task_state is 'How the task stood after it, with task_version: what a repeat is answered with.';
comment on column register.status_updates.content_hash is 'SHA-256 of the content without the task, which may be named by code or by id.';
create index status_updates_task on register.status_updates (task_id, number);
create index status_updates_sequence on register.status_updates (task_id, source_system, sequence)
    where sequence is not null;

create trigger status_updates_only_grow before update or delete or truncate on register.status_updates
    for each statement execute function private.refuse_change();

alter table register.status_updates enable row level security;
alter table register.status_updates force row level security;
create policy owner_does_all on register.status_updates to steer_owner using (true) with check (true);
create policy office_keeps on register.status_updates to steer_office using (true) with check (true);
create policy all_are_read on register.status_updates for select to steer_leader, steer_auditor, steer_admin using (true);
create policy agency_reads_its_own on register.status_updates for select to steer_agency using (
    agency_id = nullif(current_setting('steer.agency', true), '')::uuid
    or exists (select from register.tasks t where t.id = task_id)
);
create policy agency_adds on register.status_updates for insert to steer_agency with check (
    agency_id = nullif(current_setting('steer.agency', true), '')::uuid
);

commit;
