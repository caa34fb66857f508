-- agency_list.sql - GET /v1/agencies
create or replace function api.agency_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_moment constant private.moment := private.moment(p_options);
    v_sort constant text := coalesce(p_options ->> 'sort', 'code');
begin
    -- Names of that day, so that they are searched and sorted too.
    v_list.source := format(
        '(select a as agency, a.id, a.code, v.name_vi, v.kind, v.parent_id, '
        '        private.search_vector(a.code || '' '' || v.name_vi || '' '' || coalesce(v.name_en, '''')) as search '
        'from register.agencies a '
        'join register.agency_versions v on v.agency_id = a.id and v.valid @> %L::date and v.known @> %L::timestamptz)',
        v_moment.valid_at, v_moment.known_at);
    v_list.item := format('private.agency_json((r).agency, (%L, %L)::private.moment, %L)', v_moment.valid_at, v_moment.known_at,
                          p_options ->> 'valid_at');
    v_list.filters := private.search_filters(p_options);
    if p_options ? 'kind' then
        v_list.filters := v_list.filters || '(r.kind = $1 ->> ''kind'')'::text;
    end if;
    if p_options ? 'parent' then
        v_list.filters := v_list.filters || '(r.parent_id = private.agency_id($1 ->> ''parent''))'::text;
    end if;
    if p_options ? 'identifier' then
        v_list.filters := v_list.filters || format(
            '(r.id in (select i.agency_id from register.agency_identifiers i '
            'where i.value = $1 ->> ''identifier'' and i.known @> %L::timestamptz%s))',
            v_moment.known_at, case when p_options ? 'valid_at' then format(' and i.validity @> %L::date', v_moment.valid_at) end);
    end if;
    v_list.keys := case when v_sort in ('name_vi', '-name_vi')
                        then array['r.name_vi collate "vi-x-icu"', 'r.id'] else array['r.code', 'r.id'] end;
    v_list.types := case when v_sort in ('name_vi', '-name_vi')
                         then array['text collate "vi-x-icu"', 'uuid'] else array['text collate "C"', 'uuid'] end;
    v_list.descending := v_sort like '-%';
    v_list.moment := v_moment;
    return private.list('agency_list', p_object, p_options, v_list);
end
$$;
comment on function api.agency_list(text, jsonb, jsonb) is
    'The agencies in force on a day: options valid_at (today) and known_at, q, kind, parent, identifier (its value; with valid_at the one it bore that day), sort (code, -code, name_vi, -name_vi), limit, cursor, count.';
