-- task_import_plan.sql - what one item of an import means: which task it is, and how that will look.
create or replace function private.task_import_plan(p_item jsonb, p_pointer text) returns private.task_import_plan
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plan private.task_import_plan;
    v_draft private.task_draft;
    v_old register.tasks;
    v_ids uuid[];
    v_state constant text := coalesce(p_item ->> 'state', 'draft');
begin
    v_plan.pointer := p_pointer;
    if p_item ->> 'code' is not null then
        select array_agg(t.id) into v_ids from register.tasks t where t.code = p_item ->> 'code';
    else
        select array_agg(t.id) into v_ids
        from register.tasks t
        where t.title = p_item ->> 'title'
          and t.lead_agency_id is not distinct from private.agency_id(p_item ->> 'lead_agency')
          and t.programme_id is not distinct from private.programme_id(p_item ->> 'programme');
    end if;
    if cardinality(v_ids) = 1 then
        select t.* into v_old from register.tasks t where t.id = v_ids[1] for no key update;
        v_plan.old := v_old;
    end if;

    v_draft := private.task_input(p_item, p_pointer, v_old);
    v_plan.faults := v_draft.faults;
    v_plan.new := v_draft.task;
    v_plan.new.code := coalesce(v_old.code::text, p_item ->> 'code');
    -- A file that still has the deadline of the assignment does not take an extension back.
    if (v_draft.task).due_on = v_old.original_due_on and exists (
           select from register.deadline_extensions e where e.task_id = v_old.id and e.state = 'granted') then
        v_plan.new.due_text := v_old.due_text;
        v_plan.new.due_on := v_old.due_on;
        v_plan.new.due_precision := v_old.due_precision;
    end if;
    if cardinality(v_ids) > 1 then
        v_plan.faults := v_plan.faults || private.fault(p_pointer || '/title', 'not-unique', p_item ->> 'title');
    end if;
    -- A state further on is taken from an export of a task that is here; a new task cannot start there.
    if v_old.id is null and v_state not in ('draft', 'assigned') then
        v_plan.faults := v_plan.faults || private.fault(p_pointer || '/state', 'not-in-list', 'draft, assigned');
    end if;
    v_plan.assign := v_state = 'assigned' and coalesce(v_old.state, 'draft') = 'draft';
    if v_plan.assign and p_item ->> 'assigned_on' is not null then
        v_plan.assignment := jsonb_build_object('occurred_on', private.day(p_item ->> 'assigned_on'));
        if private.day(p_item ->> 'assigned_on') is null then
            v_plan.faults := v_plan.faults || private.fault(p_pointer || '/assigned_on', 'bad-date', '2025-06-30');
        elsif private.day(p_item ->> 'assigned_on') > private.today() then
            v_plan.faults := v_plan.faults || private.fault(p_pointer || '/assigned_on', 'too-large', private.today()::text);
        end if;
    end if;
    return v_plan;
end
$$;
comment on function private.task_import_plan(jsonb, text) is
    'The same task is the one of that code; without a code, the one of that title, lead agency and programme. Its original deadline again leaves one that was extended as it is: an older file changes what else it says.';
