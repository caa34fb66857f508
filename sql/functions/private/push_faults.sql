-- push_faults.sql - where in a push the reason of a refusal lies.
create or replace function private.push_faults(
    p_problem text, p_event text, p_task text, p_pushed_state text, p_task_state text) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select case p_problem
        when 'key-reused' then private.fault('/source/event_id', 'key-reused')
        when 'not-found' then private.fault('/task', 'not-found', p_task)
        -- Which move it would be depends on where the task stands; this is what the pushed state asks for.
        when 'illegal-transition' then private.fault('/state', 'illegal-transition', p_task_state,
            case p_pushed_state when 'received' then 'receive' when 'reported' then 'report' else 'start' end)
        else case when p_event is null then private.fault('/source/event_id', 'required')
                  else private.fault('/source/system', 'not-allowed') end
    end;
$$;
comment on function private.push_faults(text, text, text, text, text) is
    'Problem; event, task and state of the push; state of the task.';
