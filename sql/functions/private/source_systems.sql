-- source_systems.sql - the systems the client may push for.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.source_systems(p_pushes private.push[]) returns text[]
language plpgsql stable
as $$
declare
    v_client constant text := private.current_client();
begin
    if not exists (select from unnest(p_pushes) as p where p.source_system <> v_client) then
        return array[v_client];
    end if;
    return (select c.code::text || c.source_systems from register.api_clients c where c.code = v_client);
end
$$;
comment on function private.source_systems(private.push[]) is
    'Its own code, and those it is registered for as a gateway; these are looked up only when a push names another.';
