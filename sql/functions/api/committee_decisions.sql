-- committee_decisions.sql - GET /v1/committees/{committee}/decisions
create or replace function api.committee_decisions(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_committee constant uuid := private.committee_id(p_object);
begin
    v_list.moment := private.moment(p_options);
    if (private.committee_at(v_committee, v_list.moment)).id is null then
        perform private.not_found();
    end if;
    v_list.source := 'register.decisions';
    v_list.item := format('private.decision_json(r, %L)', (v_list.moment).known_at);
    v_list.filters := array[format('r.committee_id = %L and r.known_at <= %L', v_committee, (v_list.moment).known_at)];
    v_list.keys := array['r.effective_on', 'r.known_at', 'r.id'];
    v_list.types := array['date', 'timestamptz', 'uuid'];
    v_list.descending := true;
    return private.list('committee_decisions', v_committee::text, p_options, v_list);
end
$$;
comment on function api.committee_decisions(text, jsonb, jsonb) is
    'All of them, corrected ones too, the one that took effect last first, as known at option known_at. Options limit, cursor, count. VOLATILE: it may wait.';
