-- handover_list.sql - a list of a committee whose seats represent other agencies from a day on.
create or replace function private.handover_list(p_change register.agency_changes, p_committee uuid, p_day date) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_decision register.decisions;
    v_old jsonb;
begin
    v_old := private.seats_at(p_committee, (p_day, (private.moment('{}')).known_at)::private.moment);
    select jsonb_agg(l.line || jsonb_build_object(
               'represents_id', case when h.id is null then (l.line ->> 'represents_id')::uuid else h.to_agency_id end) order by l.place)
    into v_decision.seats
    from jsonb_array_elements(v_old) with ordinality as l (line, place)
    join register.seats s on s.committee_id = p_committee
     and (s.person_id = (l.line ->> 'person_id')::uuid or s.post_id = (l.line ->> 'post_id')::uuid)
    left join private.handover_targets(p_change, 'seat') as h
        on h.object_id = s.id and h.from_agency_id = (l.line ->> 'represents_id')::uuid;
    if v_decision.seats is not distinct from nullif(v_old, '[]') then
        return;
    end if;
    v_decision.committee_id := p_committee;
    v_decision.kind := 'agency_change';
    v_decision.document_id := p_change.document_id;
    v_decision.effective_on := p_day;
    perform private.known_anew();
    perform private.decide(v_decision);
end
$$;
comment on function private.handover_list(register.agency_changes, uuid, date) is
    'The seats that are handed over; the rest of the list stays. Nothing is decided where nothing changes.';
