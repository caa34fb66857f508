-- outbox_get.sql - GET /v1/outbox/{message}
create or replace function api.outbox_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_message register.outbox;
begin
    select o.* into v_message from register.outbox o where o.id = private.outbox_id(p_object);
    if v_message.id is null then
        perform private.not_found();
    end if;
    return private.answer(200, (private.outbox_json(v_message)::jsonb || jsonb_build_object('body', v_message.body))::json,
                          v_message.version);
end
$$;
comment on function api.outbox_get(text, jsonb, jsonb) is 'A message by number or id, with what it says.';
