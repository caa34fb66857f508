-- urging_rules_test.sql - GET /v1/urging-rules/test
create or replace function api.urging_rules_test(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    -- Working days are counted one by one.
    c_most constant integer := 2000;
    v_day constant date := coalesce((p_options ->> 'on')::date, private.today());
    v_task register.tasks;
begin
    if not p_options ? 'task' then
        perform private.refuse(400, 'invalid-query', private.fault('task', 'required'));
    elsif abs(v_day - private.today()) > c_most then
        perform private.refuse(400, 'invalid-query', case when v_day > private.today() then private.fault('on', 'too-large', (private.today() + c_most)::text)
                                                          else private.fault('on', 'too-small', (private.today() - c_most)::text) end);
    end if;
    select t.* into v_task from register.tasks t where t.id = private.task_id(p_options ->> 'task');
    if v_task.id is null then
        perform private.not_found();
    end if;
    return private.answer(200, json_build_object(
        'task', v_task.code,
        'state', v_task.state,
        'due_on', v_task.due_on,
        'on', v_day,
        'ladder_version', private.urging_ladder_at(v_day),
        'urged', private.is_urged(v_task.state, v_task.regular, v_task.due_on),
        'why_vi', private.urging_not(v_task, 'vi'),
        'why_en', private.urging_not(v_task, 'en'),
        'rungs', private.urging_verdicts(v_task, v_day)));
end
$$;
comment on function api.urging_rules_test(text, jsonb, jsonb) is
    'Options task, on (a day, today when not given): for each rung of the ladder in force that day its day, whether it fired, fires, waits, or not, and why. The task is looked at as it stands now.';
