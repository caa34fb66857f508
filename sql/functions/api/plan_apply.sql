-- plan_apply.sql - POST /v1/restructure-plans/{plan}/apply
create or replace function api.plan_apply(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plan register.restructure_plans;
    v_draft private.document_draft;
    v_decision register.decisions;
    v_known timestamptz;
    v_owner uuid;
begin
    select p.* into v_plan
    from register.restructure_plans p where p.id = case when private.is_uuid(p_object) then p_object::uuid end
    for no key update;
    if v_plan.id is null then
        perform private.not_found();
    end if;
    perform private.plan_lock(v_plan);
    perform private.plan_ready(v_plan, p_options);
    -- Nobody learns anything from here on but this: what is looked at now still holds when it is written.
    v_known := private.known_now();
    perform private.plan_refusals(v_plan);
    v_owner := (private.draft_attributes(v_plan.committee_id) ->> 'issuer_id')::uuid;
    v_draft := private.deciding_document(p_body, v_owner, private.plan_subject(v_plan));
    perform private.refuse_faults(v_draft.faults);
    perform private.refuse_faults(private.issuer_faults(v_owner, v_draft.document, case when p_body ->> 'document' is null
                                                        then '/decision/issuer' else '/document' end), 'issuer-too-low');
    perform private.document_unused(v_draft.document, v_plan, p_body);

    v_decision.committee_id := v_plan.committee_id;
    v_decision.kind := v_plan.kind;
    v_decision.document_id := private.document_keep(v_draft.document);
    v_decision.effective_on := v_plan.effective_on;
    v_decision.seats := v_plan.seats;
    v_decision.attributes := v_plan.attributes;
    v_decision.corrects_id := v_plan.corrects_id;
    v_decision.plan_id := v_plan.id;
    v_decision := private.decide(v_decision);
    perform private.replace_committees(v_plan, v_decision);
    return private.answer(200, json_build_object(
        'decision', private.decision_json(v_decision, v_known),
        'committee', private.committee_json(v_plan.committee_id, (v_plan.effective_on, v_known)),
        'changes', jsonb_array_length(v_plan.changes),
        'checks', private.in_order(case when (v_draft.document).issued_on > v_plan.effective_on
            then private.check('warning', 'signed-later', '/decision/signed_on', private.people_day((v_draft.document).issued_on),
                               private.people_day(v_plan.effective_on)) else '[]' end, '{level,code,pointer,text_vi,text_en}')));
end
$$;
comment on function api.plan_apply(text, jsonb, jsonb) is
    'Body: the decision (number, dates, signer) or a registered document. Everything the plan says, in one transaction. committee: as it is on the day of the plan.';
