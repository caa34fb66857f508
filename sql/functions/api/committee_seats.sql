-- committee_seats.sql - GET /v1/committees/{committee}/seats
-- Hot: no search_path of its own (sql/README.md).
create or replace function api.committee_seats(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
as $$
declare
    v_moment constant private.moment := private.moment(p_options);
    v_committee uuid := (select c.id from register.committees c where c.code = p_object);
    v_items json;
begin
    if v_committee is null then
        v_committee := private.committee_id(p_object);
    end if;
    v_items := private.seats_json(v_committee, v_moment);
    if v_items is null then
        if (private.committee_at(v_committee, v_moment)).id is null then
            perform private.not_found();
        end if;
        v_items := '[]';
    end if;
    return (200, null, null, null, json_build_object(
        'items', v_items,
        'page', case when p_options ->> 'count' = 'exact'
                     then json_build_object('limit', 500, 'next', null, 'count', json_array_length(v_items))
                     else json_build_object('limit', 500, 'next', null) end,
        'as_of', private.as_of(v_moment)), false)::api.answer;
end
$$;
comment on function api.committee_seats(text, jsonb, jsonb) is
    'The whole list, in its order, with the names of that day. Options valid_at, known_at, count. VOLATILE: it may wait.';
