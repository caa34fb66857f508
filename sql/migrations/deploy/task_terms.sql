-- task_terms.sql - what the official counts ask of a task beside its state, as it was at any time.
begin;
set local role steer_owner;

-- Without a search_path of its own it is written into the statement that calls it (sql/README.md).
create function private.task_gaps(p_task register.tasks) returns text[]
language sql immutable
as $$
    select array_remove(array[
        case when p_task.responsible is null then 'responsible' end,
        case when p_task.due_on is null and not p_task.regular then 'deadline' end,
        case when p_task.lead_agency_id is null then 'lead_agency' end,
        case when p_task.product is null then 'product' end,
        case when p_task.authority is null then 'authority' end,
        case when p_task.source_document_id is null then 'source_document' end], null);
$$;
comment on function private.task_gaps(register.tasks) is
    'Which of the six clear things (6 rõ) the task lacks, and whether it lacks the document that assigns it. The work is its title, which every task has; a regular duty needs no deadline.';

create table register.task_terms (
    task_id uuid not null references register.tasks on delete restrict,
    number bigint not null generated always as identity,
    lead_agency_id uuid references register.agencies on delete restrict,
    programme_id uuid references register.programmes on delete restrict,
    pillar register.code,
    key boolean not null,
    regular boolean not null,
    due_on date,
    gaps text[] not null,
    recorded_at timestamptz not null default transaction_timestamp(),
    primary key (task_id, number)
);
comment on table register.task_terms is
    'The terms of a task each time they changed: who leads it, by when, under which programme, what it lacks. Append-only, so that the counts of any past day can be asked again; its states are in task_events.';

create trigger task_terms_only_grow before update or delete or truncate on register.task_terms
    for each statement execute function private.refuse_change();

alter table register.task_terms enable row level security;
alter table register.task_terms force row level security;
create policy owner_does_all on register.task_terms to steer_owner using (true) with check (true);
create policy all_are_read on register.task_terms for select to steer_office, steer_leader, steer_auditor, steer_admin using (true);
create policy agency_reads_its_own on register.task_terms for select to steer_agency using (
    exists (select from register.tasks t where t.id = task_id)
);

-- What was changed before there was this table is still in the journal.
do $$
declare
    v_row record;
    v_task jsonb;
    v_terms jsonb;
    v_last jsonb;
    v_id text;
begin
    for v_row in
        select j.object_id, j.at, j.after from register.journal j where j.object_kind = 'task' order by j.object_id, j.id
    loop
        v_task := case when v_row.object_id = v_id then v_task else '{}' end || v_row.after;
        v_last := case when v_row.object_id = v_id then v_terms end;
        v_id := v_row.object_id;
        select to_jsonb(w) into v_terms
        from jsonb_populate_record(null::register.tasks, v_task) as t
        cross join lateral (select t.lead_agency_id, t.programme_id, t.pillar, t.key, t.regular, t.due_on, private.task_gaps(t) as gaps) as w;
        if v_terms is distinct from v_last then
            insert into register.task_terms (task_id, lead_agency_id, programme_id, pillar, key, regular, due_on, gaps, recorded_at)
            select t.id, t.lead_agency_id, t.programme_id, t.pillar, t.key, t.regular, t.due_on, private.task_gaps(t), v_row.at
            from jsonb_populate_record(null::register.tasks, v_task) as t;
        end if;
    end loop;
end
$$;

create function private.note_terms() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into register.task_terms (task_id, lead_agency_id, programme_id, pillar, key, regular, due_on, gaps)
    values (new.id, new.lead_agency_id, new.programme_id, new.pillar, new.key, new.regular, new.due_on, private.task_gaps(new));
    return null;
end
$$;
comment on function private.note_terms() is 'Keeps the terms of a task whenever they change, by whatever operation.';
create trigger tasks_terms_first after insert on register.tasks
    for each row execute function private.note_terms();
-- A push names none of these columns, and so pays nothing.
create trigger tasks_terms_changed
    after update of lead_agency_id, programme_id, pillar, key, regular, due_on, responsible, product, authority, source_document_id
    on register.tasks
    for each row when (
        (old.lead_agency_id, old.programme_id, old.pillar, old.key, old.regular, old.due_on,
         old.responsible is null, old.product is null, old.authority is null, old.source_document_id is null)
        is distinct from
        (new.lead_agency_id, new.programme_id, new.pillar, new.key, new.regular, new.due_on,
         new.responsible is null, new.product is null, new.authority is null, new.source_document_id is null))
    execute function private.note_terms();

commit;
