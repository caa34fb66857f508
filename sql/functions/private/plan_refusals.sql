-- plan_refusals.sql - refuses a plan that would make of a committee what must not be.
create or replace function private.plan_refusals(p_plan register.restructure_plans) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    -- Other committees may have moved since the plan was made: what depends on them is looked at anew.
    v_checks constant jsonb := p_plan.checks || private.tree_checks(p_plan) || private.replaces_checks(p_plan);
begin
    perform private.refuse_faults(coalesce((
        select jsonb_agg(distinct jsonb_build_object('pointer', c.finding -> 'pointer', 'code', c.finding -> 'code', 'args', c.finding -> 'args'))
        from jsonb_array_elements(v_checks) as c (finding)
        where c.finding ->> 'level' = 'error'), '[]'), 'plan-refused');
end
$$;
comment on function private.plan_refusals(register.restructure_plans) is 'Raises 422 plan-refused with all errors among its checks.';
