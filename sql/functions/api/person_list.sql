-- person_list.sql - GET /v1/people
create or replace function api.person_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_sort constant text := coalesce(p_options ->> 'sort', 'code');
begin
    v_list.moment := private.moment(p_options);
    v_list.source := '(select p.id, p.code, p.name, p.version, p.created_at, p.updated_at, p.search from register.people p)';
    v_list.item := format(
        'json_build_object(''id'', (r).id, ''code'', (r).code, ''name'', (r).name, '
        '''position'', private.positions((r).id, (%L, %L)::private.moment), ''version'', (r).version, '
        '''created_at'', (r).created_at, ''updated_at'', (r).updated_at)',
        (v_list.moment).valid_at, (v_list.moment).known_at);
    v_list.filters := private.search_filters(p_options);
    if p_options ? 'agency' then
        v_list.filters := v_list.filters || format(
            '(r.id in (select h.person_id from register.post_holders h '
            'join register.post_versions v on v.post_id = h.post_id and private.holds(v.valid, v.known, (%1$L, %2$L)::private.moment) '
            'where private.holds(h.valid, h.known, (%1$L, %2$L)::private.moment) and v.agency_id = %3$L))',
            (v_list.moment).valid_at, (v_list.moment).known_at, private.agency_id(p_options ->> 'agency'));
    end if;
    v_list.keys := case when v_sort in ('name', '-name') then array['r.name collate "vi-x-icu"', 'r.id'] else array['r.code', 'r.id'] end;
    v_list.types := case when v_sort in ('name', '-name')
                         then array['text collate "vi-x-icu"', 'uuid'] else array['text collate "C"', 'uuid'] end;
    v_list.descending := v_sort like '-%';
    return private.list('person_list', p_object, p_options, v_list);
end
$$;
comment on function api.person_list(text, jsonb, jsonb) is
    'Options q, agency (with a post there), valid_at, known_at, sort (code, -code, name, -name), limit, cursor, count. Never a contact.';
