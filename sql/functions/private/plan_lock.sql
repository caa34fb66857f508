-- plan_lock.sql - locks the committees a plan writes to.
create or replace function private.plan_lock(p_plan register.restructure_plans) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    -- In the order of their ids, whoever comes: so that nobody waits for one who waits for him.
    perform c.id
    from register.committees c
    where c.id in (
        select p_plan.committee_id
        union all select p_plan.replaces_id
        union all select d.committee_id from register.decisions d where d.part_of_id = p_plan.corrects_id)
    order by c.id
    for no key update;
end
$$;
comment on function private.plan_lock(register.restructure_plans) is 'Its own, the one it replaces, the one that was replaced by what it corrects.';
