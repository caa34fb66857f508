-- plan_approve.sql - POST /v1/restructure-plans/{plan}/approve
create or replace function api.plan_approve(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plan register.restructure_plans;
    v_state text;
begin
    select p.* into v_plan
    from register.restructure_plans p where p.id = case when private.is_uuid(p_object) then p_object::uuid end
    for no key update;
    if v_plan.id is null then
        perform private.not_found();
    end if;
    v_state := private.plan_state(v_plan);
    if v_state = 'applied' then
        perform private.refuse(409, 'plan-already-applied');
    elsif v_state = 'stale' then
        perform private.refuse(409, 'plan-stale');
    elsif v_plan.created_by = private.current_client() then
        perform private.refuse(403, 'own-plan');
    elsif v_plan.approved_by is null then
        update register.restructure_plans p
        set approved_by = private.current_client(), approved_at = transaction_timestamp(),
            version = p.version + 1, updated_at = transaction_timestamp()
        where p.id = v_plan.id
        returning p.* into v_plan;
    end if;
    return private.answer(200, private.plan_json(v_plan), v_plan.version);
end
$$;
comment on function api.plan_approve(text, jsonb, jsonb) is
    'The second pair of eyes: another client than the one that made the plan. One approved before stays as it is.';
