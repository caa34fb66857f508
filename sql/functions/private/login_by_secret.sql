-- login_by_secret.sql - a client proves itself with its secret.
create or replace function private.login_by_secret(p_options jsonb) returns json
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_client register.api_clients;
begin
    select c.* into v_client
    from register.api_clients c
    where c.code = p_options ->> 'client' and c.revoked_at is null
      and exists (
          select from register.client_secrets s
          where s.client_id = c.id
            and s.digest = decode(p_options ->> 'secret_sha256', 'hex')
            and coalesce(s.expires_at, 'infinity') > transaction_timestamp());
    if v_client.id is null then
        perform private.refuse(401, 'invalid-client');
    end if;
    return private.client_grant(v_client, p_options ->> 'scope');
end
$$;
comment on function private.login_by_secret(jsonb) is
    'Options client, secret_sha256 (hex), scope. The same refusal for an unknown client, a revoked one and a wrong secret.';
