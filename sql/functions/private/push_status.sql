-- push_status.sql - the HTTP status of the problem a push meets.
create or replace function private.push_status(p_problem text) returns integer
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select case p_problem when 'not-found' then 404 when 'illegal-transition' then 409 when 'agency-closed' then 410 else 422 end;
$$;
comment on function private.push_status(text) is 'As in server/problems.def.';
