-- setting_json.sql - a setting as the API shows it.
create or replace function private.setting_json(p_setting register.settings) returns json
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select json_build_object(
        'name', p_setting.name, 'value', p_setting.value, 'pattern', p_setting.pattern, 'about_vi', p_setting.about_vi,
        'about_en', p_setting.about, 'version', p_setting.version);
$$;
comment on function private.setting_json(register.settings) is 'Schema Setting of the API.';
