-- level_rank.sql - the order of the levels that can solve an obstacle.
create or replace function private.level_rank(p_level text) returns integer
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select array_position('{agency,province,central}'::text[], p_level);
$$;
comment on function private.level_rank(text) is 'agency, province, central: 1, 2, 3.';
