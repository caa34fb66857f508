-- push_task.sql - what the answer to a push says of its task.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.push_task(p_push private.push) returns json
language plpgsql stable
as $$
declare
    v_met text[];
begin
    select private.light(t.state, t.regular, t.due_on, t.reported_on, t.expected_completion, t.last_pushed_at, t.assigned_on, l)
    into v_met
    from register.light_days l join register.tasks t on t.id = p_push.task_id
    where l.day = private.today();
    -- A task the caller may not know any more, or a day far from every year of the calendar.
    if not found then
        select private.light(t.state, t.regular, t.due_on, t.reported_on, t.expected_completion, t.last_pushed_at, t.assigned_on,
                             private.light_terms())
        into v_met
        from register.tasks t where t.id = p_push.task_id;
    end if;
    return json_build_object(
        'code', p_push.task_code, 'state', p_push.to_state, 'version', p_push.version,
        'light', private.light_name(v_met), 'light_reasons', private.light_reasons(v_met));
end
$$;
comment on function private.push_task(private.push) is
    'State and version as the push left them, of a repeat as they were then; the light as it is now, null where the caller may not know the task any more. After the task was written.';
