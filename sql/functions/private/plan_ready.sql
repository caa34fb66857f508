-- plan_ready.sql - whether a plan may be applied now.
create or replace function private.plan_ready(p_plan register.restructure_plans, p_options jsonb) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_state constant text := private.plan_state(p_plan);
begin
    if v_state = 'applied' then
        perform private.refuse(409, 'plan-already-applied', '[]', (
            select jsonb_build_object('decision', d.id) from register.decisions d where d.plan_id = p_plan.id));
    elsif v_state = 'stale' then
        perform private.refuse(409, 'plan-stale', '[]', (
            select jsonb_build_object('base_version', p_plan.base_version, 'committee_version', c.version)
            from register.committees c where c.id = p_plan.committee_id));
    end if;
    perform private.check_version(p_options, p_plan.version);
    if p_plan.approved_by is null and (p_plan.requires_approval or private.setting('plan_approval') = 'required') then
        perform private.refuse(409, 'approval-required');
    end if;
end
$$;
comment on function private.plan_ready(register.restructure_plans, jsonb) is
    'Raises 409 plan-already-applied, plan-stale, approval-required, 412 for another If-Match. Plan and committees are locked by the caller.';
