-- check_system.sql - whether the client may push for another source system.
create or replace function private.check_system(p_system text) returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from register.api_clients c
                   where c.code = private.current_client() and p_system = any (c.source_systems)) then
        perform private.refuse(422, 'invalid-input', private.fault('/source/system', 'not-allowed'));
    end if;
end
$$;
comment on function private.check_system(text) is 'Only a gateway registered for it.';
