-- client_key.sql - behind POST /oauth/token: the key an assertion is checked with
create or replace function api.client_key(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_key constant text := private.client_public_key(p_object);
begin
    if v_key is null then
        perform private.refuse(401, 'invalid-client');
    end if;
    return private.answer(200, json_build_object('public_key', v_key));
end
$$;
comment on function api.client_key(text, jsonb, jsonb) is 'Body: public_key (PEM) of the client; 401 invalid-client without one.';
