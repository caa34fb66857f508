-- setting_list.sql - GET /v1/settings
create or replace function api.setting_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
begin
    v_list.source := 'register.settings';
    v_list.item := 'private.setting_json(r)';
    v_list.filters := '{}';
    v_list.keys := array['r.name collate "C"'];
    v_list.types := array['text collate "C"'];
    v_list.descending := false;
    return private.list('setting_list', p_object, p_options, v_list);
end
$$;
comment on function api.setting_list(text, jsonb, jsonb) is 'The policies of the house by name. Options limit, cursor, count.';
