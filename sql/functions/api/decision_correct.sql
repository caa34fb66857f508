-- decision_correct.sql - POST /v1/decisions/{decision}/corrections
create or replace function api.decision_correct(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_committee register.committees;
    v_decision register.decisions;
    v_corrected_by uuid;
begin
    select d.* into v_decision from register.decisions d where d.id = private.decision_id(p_object);
    if v_decision.id is null then
        perform private.not_found();
    end if;
    -- The version is read before what it stands for: a decision in between makes the plan stale, never wrong.
    select c.* into v_committee from register.committees c where c.id = v_decision.committee_id;
    select d.id into v_corrected_by from register.decisions d where d.corrects_id = v_decision.id;
    if v_corrected_by is not null then
        perform private.refuse(409, 'decision-corrected', '[]', jsonb_build_object('corrected_by', v_corrected_by));
    elsif v_decision.part_of_id is not null then
        perform private.refuse(409, 'decision-part-of', '[]', jsonb_build_object('part_of', v_decision.part_of_id));
    end if;
    return private.plan_keep(private.plan_make(v_committee, v_decision, p_body));
end
$$;
comment on function api.decision_correct(text, jsonb, jsonb) is
    'Body as of a plan: what the decision should have ordered; what is left out stays as it ordered it. Applied like any plan, as new knowledge: what was known before can still be read.';
