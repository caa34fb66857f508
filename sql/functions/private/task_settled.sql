-- task_settled.sql - a task that was just moved by hand, blocked again where an obstacle is still open.
create or replace function private.task_settled(p_task register.tasks) returns register.tasks
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_task register.tasks := p_task;
begin
    if exists (select from register.transitions m where m.action = 'block' and m.from_state = p_task.state)
       and private.obstacles_blocking(p_task.id) <> '{}' then
        perform private.obstacles_settle(array[p_task.id]);
        select t.* into v_task from register.tasks t where t.id = p_task.id;
    end if;
    return v_task;
end
$$;
comment on function private.task_settled(register.tasks) is 'What was resumed, returned, reopened or transferred meanwhile; the block is a move and a version of its own.';
