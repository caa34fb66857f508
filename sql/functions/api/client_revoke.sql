-- client_revoke.sql - POST /v1/clients/{client}/revoke
create or replace function api.client_revoke(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_client register.api_clients;
begin
    update register.api_clients c
    set revoked_at = transaction_timestamp(), revoked_reason = p_body ->> 'reason',
        not_before = transaction_timestamp(), version = c.version + 1, updated_at = transaction_timestamp()
    where c.id = private.client_id(p_object) and c.revoked_at is null
    returning c.* into v_client;
    if v_client.id is null then
        -- Revoked before: stays as it was. Unknown: says so.
        select c.* into v_client from register.api_clients c where c.id = private.client_id(p_object);
        if v_client.id is null then
            perform private.not_found();
        end if;
    end if;
    return private.answer(200, private.client_json(v_client), v_client.version);
end
$$;
comment on function api.client_revoke(text, jsonb, jsonb) is
    'Refuses the client and every token it holds from the next request on, for good. Repeating changes nothing.';
