-- post_list.sql - GET /v1/posts
create or replace function api.post_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_filters constant jsonb := $json${
        "agency": "r.agency_id = private.agency_id($1 ->> 'agency')",
        "vacant": "r.vacant = ($1 ->> 'vacant')::boolean"
    }$json$;
begin
    v_list.moment := private.moment(p_options);
    v_list.source := format(
        '(select p.id, p.code, v.title_vi, v.agency_id, v.search || private.search_vector(p.code) as search, h.id is null as vacant '
        'from register.posts p '
        'join register.post_versions v on v.post_id = p.id and private.holds(v.valid, v.known, (%1$L, %2$L)::private.moment) '
        'left join register.post_holders h on h.post_id = p.id and private.holds(h.valid, h.known, (%1$L, %2$L)::private.moment))',
        (v_list.moment).valid_at, (v_list.moment).known_at);
    v_list.item := format('private.post_json((r).id, (%L, %L)::private.moment)',
                          (v_list.moment).valid_at, (v_list.moment).known_at);
    v_list.filters := private.search_filters(p_options) || private.given_filters(v_filters, p_options);
    v_list.keys := array['r.code', 'r.id'];
    v_list.types := array['text collate "C"', 'uuid'];
    v_list.descending := p_options ->> 'sort' is not distinct from '-code';
    return private.list('post_list', p_object, p_options, v_list);
end
$$;
comment on function api.post_list(text, jsonb, jsonb) is
    'Options q, agency, vacant, valid_at, known_at, sort (code, -code), limit, cursor, count.';
