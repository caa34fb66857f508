-- check_version.sql - compares If-Match with the version found.
create or replace function private.check_version(p_options jsonb, p_version integer) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if (p_options ->> 'if_match')::integer is distinct from p_version then
        perform private.refuse(412, 'version-mismatch', '[]',
                               jsonb_build_object('current_etag', '"v' || p_version || '"'));
    end if;
end
$$;
comment on function private.check_version(jsonb, integer) is
    'Raises 412 with current_etag when option if_match is another version. The row must be locked by the caller, so that the answer still holds when it is changed.';
