-- setting_patch.sql - PATCH /v1/settings/{setting}
create or replace function api.setting_patch(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_setting register.settings;
    v_value constant text := p_body ->> 'value';
begin
    select s.* into v_setting from register.settings s where s.name = p_object for no key update;
    if v_setting.name is null then
        perform private.not_found();
    end if;
    perform private.check_version(p_options, v_setting.version);
    if v_value !~ ('^(' || v_setting.pattern || ')$') then
        perform private.refuse_faults(private.fault('/value', 'bad-format', v_setting.pattern));
    elsif v_value <> v_setting.value then
        update register.settings s set value = v_value, version = s.version + 1 where s.name = p_object returning s.* into v_setting;
    end if;
    return private.answer(200, private.setting_json(v_setting), v_setting.version);
end
$$;
comment on function api.setting_patch(text, jsonb, jsonb) is
    'Body value. A value that is not what the setting may be is refused with the pattern of what is. What it was stays in the journal; a value it has already leaves the version.';
