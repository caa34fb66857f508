-- client_grant.sql - what goes into the token of a client that has proved who it is.
create or replace function private.client_grant(p_client register.api_clients, p_scope text) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_wanted constant text[] := string_to_array(nullif(btrim(p_scope), ''), ' ');
begin
    if not v_wanted <@ p_client.scopes then
        perform private.refuse(400, 'invalid-scope');
    end if;
    return json_build_object(
        'client', p_client.code,
        'role', p_client.role,
        'agency', coalesce(p_client.agency_id::text, ''),
        'scopes', coalesce((select array_agg(s.name order by s.place)
                            from unnest(p_client.scopes) with ordinality as s (name, place)
                            where s.name = any (v_wanted)), p_client.scopes));
end
$$;
comment on function private.client_grant(register.api_clients, text) is
    'Members client, role, agency (id), scopes: those asked for, all without the asking; 400 invalid-scope for one it does not have.';
