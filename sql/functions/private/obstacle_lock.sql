-- obstacle_lock.sql - takes hold of an obstacle by its task.
create or replace function private.obstacle_lock(p_reference text) returns register.obstacles
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_id constant uuid := private.obstacle_id(p_reference);
    v_obstacle register.obstacles;
begin
    if v_id is null then
        perform private.not_found();
    end if;
    -- Whoever raises, moves or settles takes the task first: what is read afterwards holds.
    perform t.id from register.tasks t
    where t.id = (select o.task_id from register.obstacles o where o.id = v_id) for no key update;
    -- Handed to somebody else while it waited.
    if not found then
        perform private.not_found();
    end if;
    select o.* into v_obstacle from register.obstacles o where o.id = v_id;
    return v_obstacle;
end
$$;
comment on function private.obstacle_lock(text) is 'As it is then; 404 when there is none the caller may see.';
