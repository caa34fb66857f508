-- answer.sql - the answer about one object.
create or replace function private.answer(
    p_status integer, p_body json, p_version integer default null, p_location text default null) returns api.answer
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select (p_status, '"v' || p_version || '"', p_location, null, p_body, false)::api.answer;
$$;
comment on function private.answer(integer, json, integer, text) is 'Status, body, ETag of the version where there is one, Location.';
