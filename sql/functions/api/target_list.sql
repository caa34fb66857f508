-- target_list.sql - GET /v1/targets
create or replace function api.target_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
begin
    v_list.source := 'register.targets';
    -- Values are decimal strings: no reader of JSON may round them.
    v_list.item := 'json_build_object(''code'', (r).code, ''name_vi'', (r).name_vi, ''name_en'', (r).name_en, '
                   '''operator'', (r).operator, ''low'', (r).low::text, ''high'', (r).high::text, '
                   '''unit'', (r).unit, ''basis'', (r).basis, ''source'', (r).source)';
    v_list.filters := '{}';
    v_list.keys := array['r.rank', 'r.code'];
    v_list.types := array['smallint', 'text collate "C"'];
    v_list.descending := false;
    return private.list('target_list', p_object, p_options, v_list);
end
$$;
comment on function api.target_list(text, jsonb, jsonb) is
    'The targets of Resolution 57-NQ/TW for 2030. Options limit, cursor, count.';
