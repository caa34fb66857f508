-- client_login.sql - behind POST /oauth/token: a client with its secret
create or replace function api.client_login(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return private.answer(200, private.login_by_secret(p_options));
end
$$;
comment on function api.client_login(text, jsonb, jsonb) is
    'Options client, secret_sha256 (hex), scope. Body: client, role, agency (id or empty), scopes; 401 invalid-client.';
