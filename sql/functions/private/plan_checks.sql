-- plan_checks.sql - what is wrong or worth a look with what a plan makes of a committee.
create or replace function private.plan_checks(p_draft private.plan_draft) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plan constant register.restructure_plans := p_draft.plan;
    v_moment constant private.moment := (v_plan.effective_on, (private.moment('{}')).known_at);
    v_checks jsonb := private.plan_day_checks(p_draft) || private.tree_checks(v_plan) || private.replaces_checks(v_plan);
begin
    v_checks := v_checks || private.list_checks(p_draft.new_seats, v_moment);
    if p_draft.new_attributes ->> 'state' = 'active' and not exists (
        select from jsonb_populate_recordset(null::private.seat_line, p_draft.new_seats) as l
        join register.committee_roles r on r.code = l.role where r.head) then
        v_checks := v_checks || private.check('warning', 'no-head', '/seats');
    end if;
    v_checks := v_checks || coalesce((
        select jsonb_agg(private.check('warning', 'duty-orphaned', '/seats', o.duty) -> 0 order by o.place)
        from jsonb_populate_recordset(null::private.seat_line, p_draft.old_seats) as o
        where o.duty is not null and p_draft.new_attributes ->> 'state' = 'active' and not exists (
            select from jsonb_populate_recordset(null::private.seat_line, p_draft.new_seats) as n where n.duty = o.duty)), '[]');
    if p_draft.new_attributes ->> 'state' <> 'active' then
        v_checks := v_checks || private.teams_left(v_plan, v_plan.committee_id, '/dissolve');
    end if;
    return v_checks;
end
$$;
comment on function private.plan_checks(private.plan_draft) is
    'Errors keep the plan from being applied, warnings do not. Who holds which post, and the committees around, are looked at as known now.';
