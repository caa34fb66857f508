-- task_import.sql - POST /v1/tasks/import
create or replace function api.task_import(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plans private.task_import_plan[];
    v_plan private.task_import_plan;
    v_task register.tasks;
    v_items json[] := '{}';
    v_created integer := 0;
    v_updated integer := 0;
    v_result text;
    v_days date[] := '{}';
begin
    -- All is looked at before anything is written: every fault of every item is told at once.
    v_plans := private.task_import_plans(p_body -> 'items');
    foreach v_plan in array v_plans loop
        if v_plan.old is null then
            v_task := private.task_insert(v_plan.new);
            if v_task.id is null then
                perform private.refuse(409, 'already-exists', private.fault(
                    v_plan.pointer || '/code', 'already-exists', v_plan.new.code));
            end if;
            v_result := 'created';
            v_created := v_created + 1;
        else
            v_task := private.task_update(v_plan.old, v_plan.new);
            v_result := 'unchanged';
        end if;
        if v_plan.assign then
            v_task := private.task_move(v_task, 'assign', v_plan.assignment, v_plan.pointer);
        end if;
        if (v_plan.old).id is not null and v_task.version > (v_plan.old).version then
            v_result := 'updated';
            v_updated := v_updated + 1;
        end if;
        v_days := v_days || v_task.due_on;
        v_items := v_items || json_build_object(
            'index', cardinality(v_items), 'result', v_result, 'code', v_task.code, 'id', v_task.id,
            'gaps', private.in_order(private.task_gap_checks(v_task), '{level,code,pointer,text_vi,text_en}'));
    end loop;
    return private.answer(200, json_build_object(
        'items', v_items,
        'summary', json_build_object('created', v_created, 'updated', v_updated,
                                     'unchanged', cardinality(v_items) - v_created - v_updated),
        'warnings', private.deadline_warnings(v_days)));
end
$$;
comment on function api.task_import(text, jsonb, jsonb) is
    'Body items: all or nothing. What is there already is brought to what the item says; importing an export changes nothing.';
