-- obstacles_blocking.sql - the open obstacles that keep a task from going on.
create or replace function private.obstacles_blocking(p_task uuid) returns text[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return array(
        select o.code from register.obstacles o
        where o.task_id = p_task and o.state = 'open' and o.needs_level <> 'agency' order by o.raised_on, o.code);
end
$$;
comment on function private.obstacles_blocking(uuid) is 'Their codes: what is beyond the agencies, the oldest first.';
