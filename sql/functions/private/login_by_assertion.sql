-- login_by_assertion.sql - a client proved itself with a signed assertion (RFC 7523), which counts once.
create or replace function private.login_by_assertion(p_options jsonb) returns json
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_client register.api_clients;
begin
    select c.* into v_client
    from register.api_clients c
    where c.code = p_options ->> 'client' and c.revoked_at is null and c.public_key is not null;
    if v_client.id is null then
        perform private.refuse(401, 'invalid-client');
    end if;
    insert into register.used_assertions (client_id, jti, expires_at)
    values (v_client.id, p_options ->> 'jti', to_timestamp((p_options ->> 'expires_at')::bigint))
    on conflict (client_id, jti) do nothing;
    if not found then
        perform private.refuse(401, 'invalid-client');
    end if;
    return private.client_grant(v_client, p_options ->> 'scope');
end
$$;
comment on function private.login_by_assertion(jsonb) is
    'Options client, jti, expires_at (Unix seconds), scope. The daemon has checked the signature with the key of api.client_key.';
