-- client_rotate.sql - POST /v1/clients/{client}/rotate
create or replace function api.client_rotate(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_client register.api_clients;
    v_overlap constant integer := coalesce((p_body ->> 'overlap_seconds')::integer, 86400);
    v_secret text;
begin
    update register.api_clients c
    set last_rotated_at = transaction_timestamp(), version = c.version + 1, updated_at = transaction_timestamp()
    where c.id = private.client_id(p_object) and c.revoked_at is null
    returning c.* into v_client;
    if v_client.id is null then
        if private.client_id(p_object) is null then
            perform private.not_found();
        end if;
        perform private.refuse(409, 'conflict', private.fault('', 'revoked', p_object));
    end if;
    v_secret := private.new_secret(v_client.id, make_interval(secs => v_overlap));
    return private.answer(200, private.client_json_with_secret(v_client, v_secret), v_client.version);
end
$$;
comment on function api.client_rotate(text, jsonb, jsonb) is
    'Gives a new secret, shown once; the one before is taken for overlap_seconds more (86400), so that the system can change over.';
