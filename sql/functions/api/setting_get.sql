-- setting_get.sql - GET /v1/settings/{setting}
create or replace function api.setting_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_setting register.settings;
begin
    select s.* into v_setting from register.settings s where s.name = p_object;
    if v_setting.name is null then
        perform private.not_found();
    end if;
    return private.answer(200, private.setting_json(v_setting), v_setting.version);
end
$$;
comment on function api.setting_get(text, jsonb, jsonb) is 'One policy of the house, by name.';
