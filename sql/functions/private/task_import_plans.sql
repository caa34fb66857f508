-- task_import_plans.sql - what an import would do, item by item, or everything that is wrong with it.
create or replace function private.task_import_plans(p_items jsonb) returns private.task_import_plan[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plans private.task_import_plan[] := '{}';
    v_plan private.task_import_plan;
    v_item record;
    v_seen jsonb := '{}';
    v_key text;
    v_faults jsonb := '[]';
    v_unclear jsonb := '[]';
begin
    for v_item in
        select i.item, '/items/' || i.place - 1 as pointer, i.place - 1 as index
        from jsonb_array_elements(p_items) with ordinality as i (item, place)
        order by i.place
    loop
        v_plan := private.task_import_plan(v_item.item, v_item.pointer);
        v_faults := v_faults || v_plan.faults;
        -- Two items that mean the same task would undo each other.
        v_key := coalesce((v_plan.old).id::text, (v_plan.new).code, jsonb_build_array(
            (v_plan.new).title, (v_plan.new).lead_agency_id, (v_plan.new).programme_id)::text);
        if v_seen ? v_key then
            v_faults := v_faults || private.fault(v_item.pointer, 'duplicate', v_seen ->> v_key);
        end if;
        v_seen := v_seen || jsonb_build_object(v_key, v_item.index);
        if v_plan.assign or (v_plan.old).state not in ('draft', 'cancelled') then
            v_unclear := v_unclear || private.task_faults(v_plan.new, v_item.pointer);
        end if;
        v_plans := v_plans || v_plan;
    end loop;
    if v_faults = '[]' then
        perform private.refuse_faults(v_unclear, 'task-not-clear');
    end if;
    perform private.refuse_faults(v_faults || v_unclear);
    return v_plans;
end
$$;
comment on function private.task_import_plans(jsonb) is 'Locks the tasks that are there already.';
