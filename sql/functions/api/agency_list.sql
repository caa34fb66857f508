-- agency_list.sql - GET /v1/agencies
create or replace function api.agency_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_sort constant text := coalesce(p_options ->> 'sort', 'code');
begin
    v_list.source := 'register.agencies';
    v_list.item := 'private.agency_json(r)';
    v_list.filters := private.search_filters(p_options);
    if p_options ? 'kind' then
        v_list.filters := v_list.filters || '(r.kind = $1 ->> ''kind'')'::text;
    end if;
    if p_options ? 'parent' then
        v_list.filters := v_list.filters || '(r.parent_id = private.agency_id($1 ->> ''parent''))'::text;
    end if;
    if p_options ? 'identifier' then
        v_list.filters := v_list.filters
            || '(r.id in (select i.agency_id from register.agency_identifiers i where i.value = $1 ->> ''identifier''))'::text;
    end if;
    v_list.keys := case when v_sort in ('name_vi', '-name_vi')
                        then array['r.name_vi collate "vi-x-icu"', 'r.id'] else array['r.code', 'r.id'] end;
    v_list.types := case when v_sort in ('name_vi', '-name_vi')
                         then array['text collate "vi-x-icu"', 'uuid'] else array['text collate "C"', 'uuid'] end;
    v_list.descending := v_sort like '-%';
    return private.list('agency_list', p_object, p_options, v_list);
end
$$;
comment on function api.agency_list(text, jsonb, jsonb) is
    'Options q, kind, parent, identifier (its value), sort (code, -code, name_vi, -name_vi), limit, cursor, count.';
