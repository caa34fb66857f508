-- committee_changes.sql - GET /v1/committees/{committee}/changes
create or replace function api.committee_changes(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_committee constant uuid := private.committee_id(p_object);
    v_from constant date := (p_options ->> 'from')::date;
    v_to constant date := coalesce((p_options ->> 'to')::date, private.today());
begin
    v_list.moment := private.moment(p_options || jsonb_build_object('valid_at', v_to));
    if (private.committee_at(v_committee, v_list.moment)).id is null then
        perform private.not_found();
    elsif v_to < v_from then
        perform private.refuse_faults(private.fault('to', 'order', v_from::text));
    end if;
    v_list.source := format('private.committee_steps(%L, %L, %L, %L)', v_committee, v_from, v_to, (v_list.moment).known_at);
    v_list.item := 'private.step_json((r).on_day, (r).decision_id, (r).document, (r).change)';
    v_list.filters := '{}';
    v_list.keys := array['r.on_day', 'r.number'];
    v_list.types := array['date', 'integer'];
    v_list.descending := false;
    return private.list('committee_changes', v_committee::text, p_options, v_list);
end
$$;
comment on function api.committee_changes(text, jsonb, jsonb) is
    'What took effect after day "from" (without it: since ever) up to day "to" (today), in order, as known at option known_at. Options limit, cursor, count. VOLATILE: it may wait.';
