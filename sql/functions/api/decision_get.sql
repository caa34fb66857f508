-- decision_get.sql - GET /v1/decisions/{decision}
create or replace function api.decision_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_moment private.moment := private.moment(p_options);
    v_decision register.decisions;
begin
    select d.* into v_decision
    from register.decisions d where d.id = private.decision_id(p_object) and d.known_at <= v_moment.known_at;
    if v_decision.id is null then
        perform private.not_found();
    end if;
    v_moment.valid_at := v_decision.effective_on;
    return private.answer(200, private.members_added(private.decision_json(v_decision, v_moment.known_at), json_build_object(
        'changes', private.changes_json(coalesce((select p.changes from register.restructure_plans p where p.id = v_decision.plan_id), '[]')),
        'seats', private.lines_json(v_decision.seats, v_moment),
        'as_of', private.as_of(v_moment))));
end
$$;
comment on function api.decision_get(text, jsonb, jsonb) is
    'One decision with what it changed and the list it ordered, in the names of its day. Path: id, or number of its document. Option known_at. VOLATILE: it may wait.';
