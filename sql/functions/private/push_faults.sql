-- push_faults.sql - where in a push the reason of a refusal lies.
create or replace function private.push_faults(p_push private.push, p_problem text, p_state text) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select case p_problem
        when 'key-reused' then private.fault('/source/event_id', 'key-reused')
        when 'not-found' then private.fault('/task', 'not-found', p_push.task)
        -- Which move it would be depends on where the task stands; this is what the pushed state asks for.
        when 'illegal-transition' then private.fault('/state', 'illegal-transition', p_state,
            case p_push.state when 'received' then 'receive' when 'reported' then 'report' else 'start' end)
        else case when p_push.event_id is null then private.fault('/source/event_id', 'required')
                  else private.fault('/source/system', 'not-allowed') end
    end;
$$;
comment on function private.push_faults(private.push, text, text) is 'Push, problem, state of the task.';
