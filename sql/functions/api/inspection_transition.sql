-- inspection_transition.sql - POST /v1/inspections/{inspection}/transitions
create or replace function api.inspection_transition(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_action constant text := p_body ->> 'action';
    v_day constant date := coalesce(private.day(p_body ->> 'occurred_on'), private.today());
    v_document constant uuid := private.document_id(p_body ->> 'document');
    v_inspection register.inspections;
begin
    select i.* into v_inspection from register.inspections i where i.id = private.inspection_id(p_object) for no key update;
    if v_inspection.id is null then
        perform private.not_found();
    end if;
    perform private.check_version(p_options, v_inspection.version);
    if (v_action, v_inspection.state) not in (('start', 'planned'), ('conclude', 'running'), ('close', 'concluded'),
                                              ('cancel', 'planned'), ('cancel', 'running')) then
        perform private.refuse(409, 'illegal-transition', private.fault('/action', 'illegal-transition', v_inspection.state, v_action));
    end if;
    perform private.refuse_faults(private.inspection_move_faults(v_inspection, p_body, v_day, v_document));
    update register.inspections i
    set state = case v_action when 'start' then 'running' when 'conclude' then 'concluded' when 'close' then 'closed' else 'cancelled' end,
        decision_document_id = case when v_action = 'start' then coalesce(v_document, i.decision_document_id) else i.decision_document_id end,
        started_on = case when v_action = 'start' then v_day else i.started_on end,
        conclusion_document_id = case when v_action = 'conclude' then v_document else i.conclusion_document_id end,
        concluded_on = case when v_action = 'conclude' then v_day else i.concluded_on end,
        closed_on = case when v_action = 'close' then v_day end,
        cancelled_on = case when v_action = 'cancel' then v_day end,
        cancellation_document_id = case when v_action = 'cancel' then v_document end,
        reason = case when v_action = 'cancel' then p_body ->> 'reason' end,
        version = i.version + 1, updated_at = transaction_timestamp()
    where i.id = v_inspection.id
    returning i.* into v_inspection;
    return private.answer(200, private.inspection_whole_json(v_inspection), v_inspection.version);
end
$$;
comment on function api.inspection_transition(text, jsonb, jsonb) is
    'Body action (start, conclude, close, cancel), document, reason, occurred_on (today when not given).';
