-- client_get.sql - GET /v1/clients/{client}
create or replace function api.client_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_client register.api_clients;
begin
    select c.* into v_client from register.api_clients c where c.id = private.client_id(p_object);
    if v_client.id is null then
        perform private.not_found();
    end if;
    return private.answer(200, private.client_json(v_client), v_client.version);
end
$$;
comment on function api.client_get(text, jsonb, jsonb) is 'One API client, without any secret.';
