-- push_task.sql - what the answer to a push says of its task.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.push_task(p_push private.push, p_terms register.light_days) returns json
language plpgsql stable
as $$
declare
    v_task register.tasks;
    v_light private.light;
begin
    select t.* into v_task from register.tasks t where t.id = p_push.task_id;
    if v_task.id is not null then
        v_light := private.light(
            v_task.state, v_task.regular, v_task.due_on, v_task.reported_on, v_task.expected_completion,
            v_task.last_pushed_at, v_task.assigned_on, p_terms);
    end if;
    return json_build_object(
        'code', p_push.task_code, 'state', p_push.to_state, 'version', p_push.version,
        'light', v_light.light, 'light_reasons', coalesce(v_light.reasons, '{}'));
end
$$;
comment on function private.push_task(private.push, register.light_days) is
    'State and version as the push left them, of a repeat as they were then; the light as it is now, null where the caller may not know the task any more. After the task was written.';
