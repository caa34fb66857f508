-- agency_plan_apply.sql - POST /v1/agency-change-plans/{plan}/apply
create or replace function api.agency_plan_apply(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plan register.agency_change_plans;
    v_parties private.agency_party[];
    v_lines private.handover_line[];
    v_change register.agency_changes;
begin
    if private.is_uuid(p_object) then
        select p.* into v_plan from register.agency_change_plans p where p.id = p_object::uuid for no key update;
    end if;
    if v_plan.id is null then
        perform private.not_found();
    elsif v_plan.change_id is not null then
        perform private.refuse(409, 'plan-already-applied');
    end if;
    perform private.check_version(p_options, v_plan.version);
    perform private.agency_plan_lock(v_plan.given);
    if private.agency_plan_state(v_plan) = 'stale' then
        perform private.refuse(409, 'plan-stale');
    end if;
    v_parties := private.agency_plan_parties(v_plan.given);
    v_lines := array(select l from private.handover_lines(v_plan.given, v_parties) as l);
    perform private.refuse_checks(private.agency_party_checks(v_plan.given, v_parties)
                                  || private.handover_checks(v_plan.given, v_parties, v_lines));

    v_change := private.agency_change_write(
        v_plan, v_parties, v_lines, private.agency_decision(p_body, v_plan, v_parties));
    update register.agency_change_plans p
    set change_id = v_change.id, version = p.version + 1, updated_at = transaction_timestamp()
    where p.id = v_plan.id
    returning p.* into v_plan;
    if v_change.effective_on <= private.today() then
        perform private.handover_due();
        select c.* into v_change from register.agency_changes c where c.id = v_change.id;
    end if;
    return private.answer(200, json_build_object(
        'change', private.agency_change_json(v_change), 'handed_over', private.handed_over(v_change), 'plan', v_plan.id), v_plan.version);
end
$$;
comment on function api.agency_plan_apply(text, jsonb, jsonb) is
    'Body decision (number, signed_on, …) or document: does all the plan says, or nothing. What is due is handed over at once, the rest on its day by the clerk. 409 plan-already-applied, plan-stale; 422 plan-refused with the errors among its checks.';
