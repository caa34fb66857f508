-- tree_checks.sql - a committee does not stand above itself, on any day.
create or replace function private.tree_checks(p_plan register.restructure_plans) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if p_plan.attributes ->> 'parent_id' is not null and exists (
        with recursive above as (
            select (p_plan.attributes ->> 'parent_id')::uuid as id, daterange(p_plan.effective_on, p_plan.until) as days
            union
            select v.parent_id, a.days * v.valid
            from above a
            join register.committee_versions v on v.committee_id = a.id and upper_inf(v.known) and v.valid && a.days
            where a.id <> p_plan.committee_id and v.parent_id is not null)
        select from above a where a.id = p_plan.committee_id) then
        return private.check('error', 'circular', '/parent');
    end if;
    return '[]';
end
$$;
comment on function private.tree_checks(register.restructure_plans) is
    'An error when on one of the days of the plan its parent is the committee itself or stands below it.';
