-- plan_make.sql - makes a plan: what it changes, what is to be said about it.
create or replace function private.plan_make(p_committee register.committees, p_corrects register.decisions, p_body jsonb)
    returns register.restructure_plans
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_draft private.plan_draft := private.plan_draft(p_committee, p_corrects, p_body);
    v_plan register.restructure_plans := v_draft.plan;
    v_lines jsonb;
    v_whole boolean;
begin
    if v_draft.faults <> '[]' then
        perform private.refuse_faults(v_draft.faults || private.list_faults(v_draft));
    end if;
    if (p_body ->> 'base_version')::integer <> p_committee.version then
        perform private.refuse(409, 'plan-stale', private.fault('/base_version', 'stale', p_committee.version::text));
    end if;
    select coalesce(jsonb_agg(l.line - 'pointer' order by l.place), '[]') into v_lines
    from jsonb_array_elements(v_draft.new_seats) with ordinality as l (line, place);
    -- Who founds or ends a committee orders all of it; who leaves a part as it is does not order that part.
    v_whole := v_draft.old_attributes ->> 'state' is distinct from v_draft.new_attributes ->> 'state'
        or v_plan.kind in ('establish', 'replace', 'dissolve');
    if v_whole or p_corrects.seats is not null or v_lines <> v_draft.old_seats then
        v_plan.seats := v_lines;
    end if;
    if v_whole or p_corrects.attributes is not null or v_draft.new_attributes <> v_draft.old_attributes then
        v_plan.attributes := v_draft.new_attributes;
    end if;
    if v_plan.kind = 'restructure' and v_plan.seats is null
       and v_draft.new_attributes ->> 'name_vi' <> v_draft.old_attributes ->> 'name_vi' then
        v_plan.kind := 'rename';
    end if;
    v_plan.until := least(
        case when v_plan.seats is not null
             then (private.next_order(v_plan.committee_id, 'seats', v_plan.effective_on, p_corrects.id)).effective_on end,
        case when v_plan.attributes is not null
             then (private.next_order(v_plan.committee_id, 'attributes', v_plan.effective_on, p_corrects.id)).effective_on end);
    v_draft.plan := v_plan;
    v_plan.checks := private.plan_checks(v_draft);
    v_plan.changes := private.plan_changes(v_draft);
    v_plan.requires_approval := coalesce((p_body ->> 'requires_approval')::boolean, false)
        or private.setting('plan_approval') = 'required';
    v_plan.created_by := private.current_client();
    return v_plan;
end
$$;
comment on function private.plan_make(register.committees, register.decisions, jsonb) is
    'Not kept yet. Raises 422 with every fault of the input, 409 when its base_version is not the committee''s.';
