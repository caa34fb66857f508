-- agency_change_write.sql - does what a plan says to agencies and identifiers, and keeps what is to be handed over.
create or replace function private.agency_change_write(
    p_plan register.agency_change_plans, p_parties private.agency_party[], p_lines private.handover_line[], p_document uuid)
    returns register.agency_changes
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_change register.agency_changes;
    v_parties private.agency_party[];
    v_known timestamptz;
begin
    v_parties := private.agency_parties_write(p_plan, p_parties);
    perform private.agency_children_move(p_plan, v_parties);
    v_known := private.known_now();
    insert into register.agency_changes as c (
        kind, effective_on, document_id, agency_ids, into_ids, handover, note, client, known_at)
    values (
        p_plan.kind, p_plan.effective_on, p_document,
        array(select private.agency_id(a.code) from jsonb_array_elements_text(p_plan.given -> 'agencies') with ordinality as a (code, place)
              order by a.place),
        array(select (p.agency).id from unnest(v_parties) with ordinality as p (pointer, agency, wanted, ends, fresh, identifiers, place)
              where not p.ends order by p.place),
        coalesce(nullif(p_plan.given -> 'handover', 'null'), '{}'), p_plan.given ->> 'note', private.current_client(), v_known)
    returning c.* into v_change;
    insert into register.agency_successions (change_id, from_agency_id, to_agency_id, valid_on, known_at)
    select v_change.id, (f.agency).id, t.id, v_change.effective_on, v_known
    from unnest(v_parties) as f cross join unnest(v_change.into_ids) as t (id)
    where f.ends;
    insert into register.agency_handovers (
        change_id, object_kind, object_id, object_code, object_name, part, from_agency_id, to_agency_id, stays)
    select v_change.id, (l.holding).object_kind, (l.holding).object_id, (l.holding).object_code, (l.holding).object_name,
           (l.holding).part, (l.holding).from_agency_id, private.agency_id(l.to_code), l.stays
    from unnest(p_lines) as l
    where private.agency_id(l.to_code) is distinct from (l.holding).from_agency_id;
    return v_change;
end
$$;
comment on function private.agency_change_write(
    register.agency_change_plans, private.agency_party[], private.handover_line[], uuid) is
    'All that a change knows at once; what is handed over on its day is for private.handover_due(). The agencies are locked by the caller.';
