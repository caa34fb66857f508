-- extensions.sql - extensions of deadlines, asked and decided; each deadline a task had, with its words; who changes settings.
begin;
set local role steer_owner;

create policy office_and_admin_change on register.settings for update to steer_office, steer_admin using (true) with check (true);
comment on table register.settings is
    'Policies of the house that a province decides for itself. Changed by its office or administrator through the API (PATCH /v1/settings); every change is in the journal.';

-- The terms say since which version of the task they hold, in which words the deadline was given, and by which operation.
alter table register.task_terms
    add column version integer not null default 1,
    add column due_text varchar(100),
    add column operation text not null default coalesce(current_setting('steer.operation', true), ''),
    add constraint task_terms_nfc check (due_text is nfc normalized);
comment on column register.task_terms.version is 'The version of the task that brought them.';
comment on column register.task_terms.due_text is 'The words of the deadline, as they were then.';
comment on column register.task_terms.operation is 'The operation that brought them; empty for a script of the deployment.';

-- What was kept before is completed from the journal.
alter table register.task_terms disable trigger task_terms_only_grow;
update register.task_terms m
set version = coalesce(j.version, 1), due_text = j.due_text, operation = coalesce(j.operation, '')
from (
    select k.task_id, k.number,
           (select max((e.after ->> 'version')::integer) from register.journal e
            where e.object_id = k.task_id::text and e.object_kind = 'task' and e.at <= k.recorded_at) as version,
           (select e.after ->> 'due_text' from register.journal e
            where e.object_id = k.task_id::text and e.object_kind = 'task' and e.at <= k.recorded_at and e.after ? 'due_text'
            order by e.id desc limit 1) as due_text,
           (select e.operation from register.journal e
            where e.object_id = k.task_id::text and e.object_kind = 'task' and e.at <= k.recorded_at
            order by e.id desc limit 1) as operation
    from register.task_terms k
) as j
where j.task_id = m.task_id and j.number = m.number;
alter table register.task_terms enable trigger task_terms_only_grow;

create or replace function private.note_terms() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into register.task_terms (task_id, lead_agency_id, programme_id, pillar, key, regular, due_on, due_text, gaps, version)
    values (new.id, new.lead_agency_id, new.programme_id, new.pillar, new.key, new.regular, new.due_on, new.due_text,
            private.task_gaps(new), new.version);
    return null;
end
$$;
drop trigger tasks_terms_changed on register.tasks;
-- A push names none of these columns, and so pays nothing.
create trigger tasks_terms_changed
    after update of lead_agency_id, programme_id, pillar, key, regular, due_on, due_text, responsible, product, authority, source_document_id
    on register.tasks
    for each row when (
        (old.lead_agency_id, old.programme_id, old.pillar, old.key, old.regular, old.due_on, old.due_text,
         old.responsible is null, old.product is null, old.authority is null, old.source_document_id is null)
        is distinct from
        (new.lead_agency_id, new.programme_id, new.pillar, new.key, new.regular, new.due_on, new.due_text,
         new.responsible is null, new.product is null, new.authority is null, new.source_document_id is null))
    execute function private.note_terms();

create table register.extension_numbers (
    year integer primary key,
    last integer not null
);
comment on table register.extension_numbers is 'The last number given out for codes GH-<year>-<number>.';

alter table register.extension_numbers enable row level security;
alter table register.extension_numbers force row level security;
create policy owner_does_all on register.extension_numbers to steer_owner using (true) with check (true);
create policy who_asks_counts on register.extension_numbers to steer_agency, steer_office using (true) with check (true);

create table register.deadline_extensions (
    id uuid primary key default gen_random_uuid(),
    code register.code not null unique,
    task_id uuid not null references register.tasks on delete restrict,
    asked_by uuid not null references register.agencies on delete restrict,
    asked_on date not null,
    reason varchar(2000) not null,
    due_on_before date not null,
    due_on_asked date not null,
    due_text varchar(100),
    due_precision text not null constraint deadline_extensions_precision check (
        due_precision in ('day', 'month', 'quarter', 'half_year', 'year')),
    state text not null default 'asked' constraint deadline_extensions_state check (
        state in ('asked', 'granted', 'refused', 'withdrawn')),
    decided_on date,
    due_on_granted date,
    decision_reason varchar(2000),
    document_id uuid references register.documents on delete restrict,
    task_version integer,
    client text not null,
    version integer not null default 1,
    created_at timestamptz not null default transaction_timestamp(),
    updated_at timestamptz not null default transaction_timestamp(),
    constraint deadline_extensions_later check (due_on_asked > due_on_before),
    constraint deadline_extensions_decided check ((state = 'asked') = (decided_on is null)),
    constraint deadline_extensions_granted check (
        (state = 'granted') = (due_on_granted is not null) and (due_on_granted is null) = (task_version is null)),
    constraint deadline_extensions_refused check (state <> 'refused' or decision_reason is not null),
    constraint deadline_extensions_nfc check (concat_ws(' ', reason, due_text, decision_reason) is nfc normalized)
);
comment on table register.deadline_extensions is
    'Extensions (gia hạn): the lead agency asks with a reason and a later day; who assigned the task grants or refuses. The deadline of the task moves only by a grant; what it was stays in task_terms and as original_due_on.';
comment on column register.deadline_extensions.asked_by is 'The lead agency of that day; stays when the task goes to another.';
comment on column register.deadline_extensions.due_text is 'The words of the day that is asked for; due_on_asked and due_precision are what they mean.';
comment on column register.deadline_extensions.decided_on is 'The day it was granted, refused or withdrawn.';
comment on column register.deadline_extensions.task_version is 'The version of the task that the grant made.';
comment on column register.deadline_extensions.client is 'The API client that asked: of the agency, or the office on its behalf.';
create unique index deadline_extensions_one_open on register.deadline_extensions (task_id) where state = 'asked';
create index deadline_extensions_task on register.deadline_extensions (task_id, created_at);
create index deadline_extensions_asked_by on register.deadline_extensions (asked_by);
create index deadline_extensions_document on register.deadline_extensions (document_id) where document_id is not null;

create trigger deadline_extensions_stay before delete or truncate on register.deadline_extensions
    for each statement execute function private.refuse_change();

alter table register.deadline_extensions enable row level security;
alter table register.deadline_extensions force row level security;
create policy owner_does_all on register.deadline_extensions to steer_owner using (true) with check (true);
create policy office_keeps on register.deadline_extensions to steer_office using (true) with check (true);
create policy all_are_read on register.deadline_extensions for select to steer_leader, steer_auditor, steer_admin using (true);
create policy agency_reads_its_own on register.deadline_extensions for select to steer_agency using (
    exists (select from register.tasks t where t.id = task_id)
);
create policy agency_asks on register.deadline_extensions for insert to steer_agency with check (
    state = 'asked' and client = current_setting('steer.client', true)
    and asked_by = nullif(current_setting('steer.agency', true), '')::uuid
    and exists (select from register.tasks t where t.id = task_id and t.lead_agency_id = asked_by)
);
create policy agency_withdraws on register.deadline_extensions for update to steer_agency
    using (exists (select from register.tasks t
                   where t.id = task_id and t.lead_agency_id = nullif(current_setting('steer.agency', true), '')::uuid))
    with check (state = 'withdrawn');

commit;
