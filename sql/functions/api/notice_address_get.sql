-- notice_address_get.sql - GET /v1/notice-addresses/{recipient}
create or replace function api.notice_address_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_address constant json := private.notice_address_json(p_object);
begin
    if v_address is null then
        perform private.not_found();
    end if;
    return private.answer(200, v_address, (v_address ->> 'version')::integer);
end
$$;
comment on function api.notice_address_get(text, jsonb, jsonb) is 'Where messages for an agency or a body go.';
