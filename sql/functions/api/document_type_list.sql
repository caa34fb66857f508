-- document_type_list.sql - GET /v1/document-types
create or replace function api.document_type_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
begin
    v_list.source := 'register.document_types';
    v_list.item := 'json_build_object(''family'', (r).family, ''abbreviation'', nullif((r).abbreviation, ''''), '
                   '''name_vi'', (r).name_vi, ''name_en'', (r).name_en)';
    v_list.filters := case when p_options ? 'family' then array['(r.family = $1 ->> ''family'')'] else '{}' end;
    v_list.keys := array['r.family', 'r.rank'];
    v_list.types := array['text', 'smallint'];
    v_list.descending := false;
    return private.list('document_type_list', p_object, p_options, v_list);
end
$$;
comment on function api.document_type_list(text, jsonb, jsonb) is
    'The types of both families in their official order. Options family, limit, cursor, count.';
