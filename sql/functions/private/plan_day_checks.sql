-- plan_day_checks.sql - whether the day of a plan fits with what other decisions order.
create or replace function private.plan_day_checks(p_draft private.plan_draft) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plan constant register.restructure_plans := p_draft.plan;
    v_corrects constant register.decisions := p_draft.corrects;
    v_checks jsonb := '[]';
    v_first date;
    v_founded boolean;
    v_kind text;
begin
    -- A correction of a correction is about what the first one corrected.
    with recursive chain as (
        select v_corrects.kind, v_corrects.corrects_id
        union all
        select d.kind, d.corrects_id from chain c join register.decisions d on d.id = c.corrects_id)
    select coalesce(c.kind, v_plan.kind) into v_kind from chain c where c.corrects_id is null;
    select min(d.effective_on) into v_first
    from register.decisions d
    where d.committee_id = v_plan.committee_id and d.id is distinct from v_plan.corrects_id
      and num_nonnulls(d.seats, d.attributes) > 0
      and not exists (select from register.decisions c where c.corrects_id = d.id);
    -- Only what corrects the first decision goes before the others, and it cannot go after them.
    v_founded := coalesce(v_corrects.attributes is not null and v_corrects.effective_on <= v_first, false);
    if v_plan.effective_on < v_first and not v_founded then
        v_checks := v_checks || private.check('error', 'before-establishment', '/effective_on', private.people_day(v_first));
    elsif v_plan.effective_on > v_first and v_founded then
        v_checks := v_checks || private.check('error', 'before-establishment', '/effective_on', private.people_day(v_plan.effective_on));
    end if;
    if p_draft.old_attributes ->> 'state' in ('dissolved', 'replaced')
       and v_kind not in ('establish', 'replace') then
        v_checks := v_checks || private.check('error', 'not-in-force', '/effective_on', private.people_day(v_plan.effective_on));
    end if;
    return v_checks || coalesce((
        select jsonb_agg(distinct private.check('warning', 'overtaken', '/effective_on',
                                                private.people_day((o.decision).effective_on - 1), private.decision_name(o.decision)) -> 0)
        from (values (private.next_order(v_plan.committee_id, 'seats', v_plan.effective_on, v_plan.corrects_id), v_plan.seats),
                     (private.next_order(v_plan.committee_id, 'attributes', v_plan.effective_on, v_plan.corrects_id), v_plan.attributes))
             as o (decision, ordered)
        where (o.decision).id is not null and o.ordered is not null), '[]');
end
$$;
comment on function private.plan_day_checks(private.plan_draft) is
    'Errors: before the committee was established, or no longer in force. Warning: a later decision already orders what this one orders.';
