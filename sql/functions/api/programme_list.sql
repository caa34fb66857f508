-- programme_list.sql - GET /v1/programmes
create or replace function api.programme_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
begin
    v_list.source := 'register.programmes';
    v_list.item := 'private.programme_json(r)';
    v_list.filters := private.search_filters(p_options);
    v_list.keys := array['r.code', 'r.id'];
    v_list.types := array['text collate "C"', 'uuid'];
    v_list.descending := p_options ->> 'sort' is not distinct from '-code';
    return private.list('programme_list', p_object, p_options, v_list);
end
$$;
comment on function api.programme_list(text, jsonb, jsonb) is 'Options q, sort (code, -code), limit, cursor, count.';
