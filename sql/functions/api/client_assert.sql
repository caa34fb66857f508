-- client_assert.sql - behind POST /oauth/token: a client with a signed assertion the daemon has checked
create or replace function api.client_assert(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    return private.answer(200, private.login_by_assertion(p_options));
end
$$;
comment on function api.client_assert(text, jsonb, jsonb) is
    'Options client, jti, expires_at (Unix seconds), scope. Body as client_login; 401 invalid-client when the jti was used before.';
