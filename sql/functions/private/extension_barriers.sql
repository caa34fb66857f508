-- extension_barriers.sql - why the deadline of a task cannot be extended.
create or replace function private.extension_barriers(p_task register.tasks, p_states text[]) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select case when p_task.state <> all (p_states) then private.fault('', 'not-open', p_task.state) else '[]' end
        || case when p_task.due_on is null then private.fault('', 'no-deadline') else '[]' end;
$$;
comment on function private.extension_barriers(register.tasks, text[]) is 'states: in which it may be. Faults of problem not-extendable.';
