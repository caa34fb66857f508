-- committee_list.sql - GET /v1/committees
create or replace function api.committee_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_filters constant jsonb := $json${
        "parent": "r.parent_id = private.committee_id($1 ->> 'parent')",
        "theme":  "r.theme = $1 ->> 'theme'",
        "state":  "r.state = any (private.text_array($1 -> 'state'))",
        "issuer": "r.issuer_id = private.agency_id($1 ->> 'issuer')"
    }$json$;
begin
    v_list.moment := private.moment(p_options);
    v_list.source := format(
        '(select c.id, c.code, v.name_vi, v.parent_id, v.theme, v.state, v.issuer_id, v.search || private.search_vector(c.code) as search '
        'from register.committees c '
        'join register.committee_versions v on v.committee_id = c.id and private.holds(v.valid, v.known, (%L, %L)::private.moment))',
        (v_list.moment).valid_at, (v_list.moment).known_at);
    v_list.item := format('private.committee_json((r).id, (%L, %L)::private.moment)',
                          (v_list.moment).valid_at, (v_list.moment).known_at);
    v_list.filters := private.search_filters(p_options) || private.given_filters(v_filters, p_options);
    v_list.keys := array['r.code', 'r.id'];
    v_list.types := array['text collate "C"', 'uuid'];
    v_list.descending := p_options ->> 'sort' is not distinct from '-code';
    return private.list('committee_list', p_object, p_options, v_list);
end
$$;
comment on function api.committee_list(text, jsonb, jsonb) is
    'Options q, parent, theme, state (several), issuer, valid_at, known_at, sort (code, -code), limit, cursor, count.';
