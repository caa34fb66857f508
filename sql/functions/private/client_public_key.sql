-- client_public_key.sql - the key a client's assertions are checked with.
create or replace function private.client_public_key(p_client text) returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select c.public_key from register.api_clients c where c.code = p_client and c.revoked_at is null;
$$;
comment on function private.client_public_key(text) is 'PEM; null for an unknown or revoked client and for one without a key.';
