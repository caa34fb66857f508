-- plan_changes.sql - what a plan changes on its day, against what the register shows for that day now.
create or replace function private.plan_changes(p_draft private.plan_draft) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plan constant register.restructure_plans := p_draft.plan;
    v_corrects constant register.decisions := p_draft.corrects;
    v_moment constant private.moment := (v_plan.effective_on, (private.moment('{}')).known_at);
    v_changes jsonb := '[]';
    v_from text;
    v_to text;
begin
    if v_corrects.effective_on <> v_plan.effective_on then
        v_from := private.people_day(v_corrects.effective_on);
        v_to := private.people_day(v_plan.effective_on);
        v_changes := v_changes || private.other_change('move', null, v_from, v_to, jsonb_build_object(
            'action', 'move', 'vi', jsonb_build_object('from', v_from, 'to', v_to), 'en', jsonb_build_object('from', v_from, 'to', v_to)));
    end if;
    if v_plan.replaces_id is not null and (v_corrects.id is null or not exists (
        select from register.decisions d where d.part_of_id = v_corrects.id and d.committee_id = v_plan.replaces_id)) then
        v_to := private.attribute_text('replaced_by_id', v_plan.replaces_id::text, v_moment);
        v_changes := v_changes || private.other_change('replace', null, null, v_to, jsonb_build_object(
            'action', 'replace', 'vi', jsonb_build_object('to', v_to), 'en', jsonb_build_object('to', v_to)));
    end if;
    if v_plan.attributes is not null then
        v_changes := v_changes || private.attribute_changes(
            private.version_attributes(private.committee_at(v_plan.committee_id, v_moment)), v_plan.attributes, v_moment);
    end if;
    if v_plan.seats is not null then
        v_changes := v_changes || private.seat_changes(
            private.seats_at(v_plan.committee_id, v_moment), p_draft.new_seats, v_moment);
    end if;
    return v_changes;
end
$$;
comment on function private.plan_changes(private.plan_draft) is
    'Array of schema PlanChange: day and replacement, attributes, then seats that close, open, change.';
