-- plan_draft.sql - reads a plan: what there is on its day, what shall be, what is wrong with how it says so.
create or replace function private.plan_draft(p_committee register.committees, p_corrects register.decisions, p_body jsonb)
    returns private.plan_draft
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_draft private.plan_draft;
    v_day constant date := (p_body ->> 'effective_on')::date;
    v_list private.seat_lines;
    -- What a correction does not speak of stays as the decision ordered it, unless that one dissolved by mistake.
    v_as_ordered constant boolean := p_corrects.id is not null and (p_body ->> 'dissolve')::boolean is distinct from false;
    v_seats jsonb;
begin
    v_draft.committee := p_committee;
    v_draft.corrects := p_corrects;
    v_draft.faults := '[]';
    v_draft.old_seats := coalesce((private.orderer(p_committee.id, 'seats', v_day, p_corrects.id)).seats, '[]');
    v_draft.old_attributes := coalesce((private.orderer(p_committee.id, 'attributes', v_day, p_corrects.id)).attributes,
                                       private.draft_attributes(p_committee.id));
    v_draft.plan.committee_id := p_committee.id;
    v_draft.plan.base_version := p_committee.version;
    v_draft.plan.effective_on := v_day;
    v_draft.plan.corrects_id := p_corrects.id;
    v_draft.plan.given := p_body;
    v_draft.plan.kind := private.plan_kind(v_draft, p_body);
    v_draft.plan.replaces_id := private.plan_replaces(p_corrects, p_body);
    v_draft.faults := v_draft.faults || private.plan_faults(v_draft, p_body);
    v_draft := private.plan_attributes(
        v_draft, case when v_as_ordered then coalesce(p_corrects.attributes, v_draft.old_attributes) else v_draft.old_attributes end, p_body);

    v_seats := case when v_as_ordered then coalesce(p_corrects.seats, v_draft.old_seats) else v_draft.old_seats end;
    v_list := case
        when v_draft.new_attributes ->> 'state' = 'dissolved' then ('[]', '[]')::private.seat_lines
        when jsonb_typeof(p_body -> 'seats') = 'array' then private.plan_seats(p_body -> 'seats')
        when jsonb_typeof(p_body -> 'swaps') = 'array' then private.plan_swaps(v_draft.old_seats, p_body -> 'swaps')
        else (v_seats, '[]')::private.seat_lines end;
    v_draft.faults := v_draft.faults || v_list.faults;
    v_draft.new_seats := v_list.lines;
    if v_draft.faults = '[]' then
        v_draft.new_seats := private.seat_places(v_draft.old_seats, v_list.lines);
    end if;
    return v_draft;
end
$$;
comment on function private.plan_draft(register.committees, register.decisions, jsonb) is
    'corrects: the decision a correction is of, else null; it is looked past. Every fault of the input is found.';
