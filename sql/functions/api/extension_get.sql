-- extension_get.sql - GET /v1/extensions/{extension}
create or replace function api.extension_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_extension register.deadline_extensions;
begin
    select e.* into v_extension from register.deadline_extensions e where e.id = private.extension_id(p_object);
    if v_extension.id is null then
        perform private.not_found();
    end if;
    return private.answer(200, private.extension_json(v_extension), v_extension.version);
end
$$;
comment on function api.extension_get(text, jsonb, jsonb) is 'One extension, by code or id.';
