-- post_holders.sql - GET /v1/posts/{post}/holders
create or replace function api.post_holders(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_post constant uuid := private.post_id(p_object);
begin
    if v_post is null then
        perform private.not_found();
    end if;
    v_list.moment := private.moment(p_options);
    v_list.source := format(
        '(select h.id, n.code as person, n.name, h.document_id, d.code as document, h.note, h.valid, lower(h.known) as known_from '
        'from register.post_holders h join register.people n on n.id = h.person_id '
        'left join register.documents d on d.id = h.document_id '
        'where h.post_id = %L and h.known @> %L::timestamptz)', v_post, (v_list.moment).known_at);
    v_list.item := 'json_build_object(''person'', (r).person, ''person_name'', (r).name, '
                   '''valid_from'', lower((r).valid), ''valid_to'', upper((r).valid), ''document'', (r).document_id, '
                   '''document_code'', (r).document, ''note'', (r).note, ''known_from'', (r).known_from)';
    v_list.filters := '{}';
    v_list.keys := array['coalesce(lower(r.valid), ''-infinity''::date)', 'r.id'];
    v_list.types := array['date', 'uuid'];
    v_list.descending := true;
    return private.list('post_holders', v_post::text, p_options, v_list);
end
$$;
comment on function api.post_holders(text, jsonb, jsonb) is
    'Who held a post, the latest first, as known at option known_at. Options limit, cursor, count.';
