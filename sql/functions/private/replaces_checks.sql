-- replaces_checks.sql - only a committee that is there can be replaced.
create or replace function private.replaces_checks(p_plan register.restructure_plans) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_before constant register.decisions := private.orderer(
        p_plan.replaces_id, 'attributes', p_plan.effective_on,
        (select d.id from register.decisions d where d.part_of_id = p_plan.corrects_id and d.committee_id = p_plan.replaces_id));
begin
    if p_plan.replaces_id is null then
        return '[]';
    elsif v_before.attributes ->> 'state' is distinct from 'active' then
        return private.check('error', 'not-in-force', '/replaces', private.people_day(p_plan.effective_on));
    end if;
    return private.teams_left(p_plan, p_plan.replaces_id, '/replaces');
end
$$;
comment on function private.replaces_checks(register.restructure_plans) is 'An error when the one to be replaced is not in force on the day of the plan; what the plan corrects is looked past. A warning when teams are left under it.';
