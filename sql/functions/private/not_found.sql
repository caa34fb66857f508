-- not_found.sql - the one answer for what is missing and for what the caller may not know of.
create or replace function private.not_found() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform private.refuse(404, 'not-found');
end
$$;
comment on function private.not_found() is 'Raises 404. Nothing in the answer may tell a foreign object from a missing one.';
