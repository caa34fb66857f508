-- plan_state.sql - how far a plan has come.
create or replace function private.plan_state(p_plan register.restructure_plans) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case
        when exists (select from register.decisions d where d.plan_id = p_plan.id) then 'applied'
        when (select c.version from register.committees c where c.id = p_plan.committee_id) <> p_plan.base_version then 'stale'
        when p_plan.approved_by is not null then 'approved'
        else 'open'
    end;
$$;
comment on function private.plan_state(register.restructure_plans) is 'applied, stale (the committee has moved on), approved, open.';
