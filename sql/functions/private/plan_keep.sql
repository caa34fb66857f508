-- plan_keep.sql - keeps a plan and answers with it.
create or replace function private.plan_keep(p_plan register.restructure_plans) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plan register.restructure_plans;
begin
    insert into register.restructure_plans as p (
        committee_id, kind, base_version, effective_on, until, given, seats, attributes, replaces_id, corrects_id,
        changes, checks, requires_approval, created_by)
    values (
        p_plan.committee_id, p_plan.kind, p_plan.base_version, p_plan.effective_on, p_plan.until, p_plan.given, p_plan.seats,
        p_plan.attributes, p_plan.replaces_id, p_plan.corrects_id, p_plan.changes, p_plan.checks, p_plan.requires_approval,
        p_plan.created_by)
    returning p.* into v_plan;
    return private.answer(201, private.plan_json(v_plan), v_plan.version, '/v1/restructure-plans/' || v_plan.id);
end
$$;
comment on function private.plan_keep(register.restructure_plans) is 'A plan of private.plan_make; 201.';
