-- client_json.sql - an API client as the API shows it: never a secret nor what was made from one.
create or replace function private.client_json(p_client register.api_clients) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select json_build_object(
            'id', p_client.id,
            'code', p_client.code,
            'name', p_client.name,
            'role', p_client.role,
            'agency', a.code,
            'agency_name', a.name_vi,
            'scopes', p_client.scopes,
            'public_key', p_client.public_key,
            'source_systems', p_client.source_systems,
            'not_before', p_client.not_before,
            'revoked_at', p_client.revoked_at,
            'revoked_reason', p_client.revoked_reason,
            'last_rotated_at', p_client.last_rotated_at,
            'version', p_client.version,
            'created_at', p_client.created_at,
            'updated_at', p_client.updated_at)
        from (values (true)) as one (row)
        left join register.agencies a on a.id = p_client.agency_id);
end
$$;
comment on function private.client_json(register.api_clients) is 'Schema Client of the API.';
