-- inspections.sql - inspections: the plan, the team, what was found, what is recommended and the tasks that come of it.
begin;
set local role steer_owner;

create table register.inspections (
    id uuid primary key default gen_random_uuid(),
    year integer not null,
    number integer not null,
    code register.code not null unique generated always as (
        'KT-' || year::text || '-' || lpad(number::text, greatest(4, length(number::text)), '0')) stored,
    title varchar(500) not null,
    description varchar(4000),
    decision_document_id uuid references register.documents on delete restrict,
    programme_id uuid references register.programmes on delete restrict,
    starts_on date not null,
    ends_on date not null,
    state text not null default 'planned' constraint inspections_state check (
        state in ('planned', 'running', 'concluded', 'closed', 'cancelled')),
    started_on date,
    conclusion_document_id uuid references register.documents on delete restrict,
    concluded_on date,
    closed_on date,
    cancelled_on date,
    cancellation_document_id uuid references register.documents on delete restrict,
    reason varchar(2000),
    version integer not null default 1,
    created_at timestamptz not null default transaction_timestamp(),
    updated_at timestamptz not null default transaction_timestamp(),
    search tsvector not null generated always as (
        private.search_vector('KT-' || year::text || '-' || lpad(number::text, greatest(4, length(number::text)), '0')
                              || ' ' || title || ' ' || coalesce(description, ''))) stored,
    constraint inspections_number unique (year, number),
    constraint inspections_period check (ends_on >= starts_on),
    constraint inspections_started check (
        case state when 'planned' then started_on is null when 'cancelled' then true
                   else num_nonnulls(started_on, decision_document_id) = 2 end),
    constraint inspections_concluded check (
        (state in ('concluded', 'closed')) = (num_nonnulls(conclusion_document_id, concluded_on) = 2)
        and num_nonnulls(conclusion_document_id, concluded_on) <> 1 and concluded_on >= started_on),
    constraint inspections_closed check ((state = 'closed') = (closed_on is not null) and closed_on >= concluded_on),
    constraint inspections_cancelled check (
        (state = 'cancelled') = (cancelled_on is not null)
        and (state = 'cancelled') = (num_nonnulls(cancellation_document_id, reason) > 0)),
    constraint inspections_nfc check (concat_ws(' ', title, description, reason) is nfc normalized)
);
comment on table register.inspections is
    'Inspections (kiểm tra) of agencies, tasks or a programme: planned, running since their decision, concluded by a document, closed when every recommendation has gone its way; or cancelled.';
comment on column register.inspections.starts_on is 'The first day planned; started_on is the day it began.';
comment on column register.inspections.reason is 'Why it was cancelled, where no document says so.';
create index inspections_starts_on on register.inspections (starts_on, id);
create index inspections_search on register.inspections using gin (search);
create index inspections_decision on register.inspections (decision_document_id) where decision_document_id is not null;
create index inspections_conclusion on register.inspections (conclusion_document_id) where conclusion_document_id is not null;
create index inspections_cancellation on register.inspections (cancellation_document_id) where cancellation_document_id is not null;
create index inspections_programme on register.inspections (programme_id) where programme_id is not null;
create trigger inspections_stay before delete or truncate on register.inspections
    for each statement execute function private.refuse_change();

create table register.inspection_agencies (
    inspection_id uuid not null references register.inspections on delete restrict,
    agency_id uuid not null references register.agencies on delete restrict,
    primary key (inspection_id, agency_id)
);
comment on table register.inspection_agencies is 'The agencies an inspection looks at as a whole.';
create index inspection_agencies_agency on register.inspection_agencies (agency_id);

create table register.inspection_tasks (
    inspection_id uuid not null references register.inspections on delete restrict,
    task_id uuid not null references register.tasks on delete restrict,
    primary key (inspection_id, task_id)
);
comment on table register.inspection_tasks is 'The tasks an inspection looks at, and by them the agencies that lead and join them.';
create index inspection_tasks_task on register.inspection_tasks (task_id);

create table register.inspection_members (
    inspection_id uuid not null references register.inspections on delete restrict,
    place smallint not null,
    role text not null constraint inspection_members_role check (role in ('head', 'deputy', 'member', 'secretary')),
    person_id uuid references register.people on delete restrict,
    post_id uuid references register.posts on delete restrict,
    agency_id uuid references register.agencies on delete restrict,
    primary key (inspection_id, place),
    constraint inspection_members_one_holder check (num_nonnulls(person_id, post_id, agency_id) = 1)
);
comment on table register.inspection_members is
    'The team, in the order of its decision. A member is a person, a post (whoever holds it) or an agency (whoever it sends).';
create unique index inspection_members_one_head on register.inspection_members (inspection_id) where role = 'head';
create unique index inspection_members_once on register.inspection_members (inspection_id, coalesce(person_id, post_id, agency_id));
create index inspection_members_person on register.inspection_members (person_id) where person_id is not null;
create index inspection_members_post on register.inspection_members (post_id) where post_id is not null;
create index inspection_members_agency on register.inspection_members (agency_id) where agency_id is not null;

create table register.inspection_findings (
    id uuid primary key default gen_random_uuid(),
    inspection_id uuid not null references register.inspections on delete restrict,
    number integer not null,
    agency_id uuid not null references register.agencies on delete restrict,
    task_id uuid references register.tasks on delete restrict,
    kind text not null constraint inspection_findings_kind check (kind in ('shortcoming', 'violation', 'good_practice', 'other')),
    text varchar(4000) not null,
    evidence varchar(2000),
    created_at timestamptz not null default transaction_timestamp(),
    constraint inspection_findings_number unique (inspection_id, number),
    constraint inspection_findings_nfc check (concat_ws(' ', text, evidence) is nfc normalized)
);
comment on table register.inspection_findings is 'What an inspection found at an agency, good or bad, numbered within it.';
create index inspection_findings_agency on register.inspection_findings (agency_id);
create index inspection_findings_task on register.inspection_findings (task_id) where task_id is not null;
create trigger inspection_findings_only_grow before update or delete or truncate on register.inspection_findings
    for each statement execute function private.refuse_change();

create table register.inspection_recommendations (
    id uuid primary key default gen_random_uuid(),
    code register.code not null unique,
    inspection_id uuid not null references register.inspections on delete restrict,
    number integer not null,
    agency_id uuid not null references register.agencies on delete restrict,
    finding_id uuid references register.inspection_findings on delete restrict,
    text varchar(2000) not null,
    due_text varchar(100),
    due_on date,
    due_precision text not null default 'none' constraint inspection_recommendations_precision check (
        due_precision in ('day', 'month', 'quarter', 'half_year', 'year', 'none')),
    regular boolean not null default false,
    task_id uuid unique references register.tasks on delete restrict,
    withdrawn_on date,
    reason varchar(2000),
    created_at timestamptz not null default transaction_timestamp(),
    updated_at timestamptz not null default transaction_timestamp(),
    constraint inspection_recommendations_number unique (inspection_id, number),
    constraint inspection_recommendations_due check ((due_on is null) = (due_precision = 'none')),
    constraint inspection_recommendations_one_way check (
        num_nonnulls(task_id, withdrawn_on) < 2 and (withdrawn_on is null) = (reason is null)),
    constraint inspection_recommendations_nfc check (concat_ws(' ', text, due_text, reason) is nfc normalized)
);
comment on table register.inspection_recommendations is
    'What an inspection wants an agency to do: becomes a task, or is withdrawn with a reason.';
comment on column register.inspection_recommendations.code is 'That of the inspection and the number: KT-2025-0001-3.';
create index inspection_recommendations_agency on register.inspection_recommendations (agency_id);
create index inspection_recommendations_finding on register.inspection_recommendations (finding_id) where finding_id is not null;
create trigger inspection_recommendations_stay before delete or truncate on register.inspection_recommendations
    for each statement execute function private.refuse_change();

do $$
declare
    v_table text;
begin
    foreach v_table in array array['inspections', 'inspection_agencies', 'inspection_tasks', 'inspection_members',
                                   'inspection_findings', 'inspection_recommendations'] loop
        execute format('alter table register.%1$I enable row level security; alter table register.%1$I force row level security; '
                       'create policy owner_does_all on register.%1$I to steer_owner using (true) with check (true); '
                       'create policy office_keeps on register.%1$I to steer_office using (true) with check (true); '
                       'create policy all_are_read on register.%1$I for select to steer_leader, steer_auditor, steer_admin using (true)',
                       v_table);
    end loop;
end
$$;

-- An agency: from its beginning an inspection of the agency or of tasks it leads or joins, or one that wants
-- something of it; of its parts what is about this agency. None of these looks at inspections: that would go in circles.
create policy agency_reads_its_own on register.inspection_agencies for select to steer_agency using (
    agency_id = nullif(current_setting('steer.agency', true), '')::uuid);
create policy agency_reads_its_own on register.inspection_tasks for select to steer_agency using (
    exists (select from register.tasks t where t.id = task_id));
create policy agency_reads_its_own on register.inspection_findings for select to steer_agency using (
    agency_id = nullif(current_setting('steer.agency', true), '')::uuid);
create policy agency_reads_its_own on register.inspection_recommendations for select to steer_agency using (
    agency_id = nullif(current_setting('steer.agency', true), '')::uuid);
create policy agency_reads_what_concerns_it on register.inspections for select to steer_agency using (
    started_on is not null and (
        exists (select from register.inspection_agencies a where a.inspection_id = inspections.id)
        or exists (select from register.inspection_tasks t where t.inspection_id = inspections.id)
        or exists (select from register.tasks t where t.programme_id = inspections.programme_id)
        or exists (select from register.inspection_findings f where f.inspection_id = inspections.id)
        or exists (select from register.inspection_recommendations r where r.inspection_id = inspections.id)));
create policy agency_reads_with_it on register.inspection_members for select to steer_agency using (
    exists (select from register.inspections i where i.id = inspection_id));

commit;
