-- handover_targets.sql - what of a change can be handed over today, and to whom.
create or replace function private.handover_targets(p_change register.agency_changes, p_kind text)
    returns table (id uuid, object_id uuid, from_agency_id uuid, to_agency_id uuid)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select h.id, h.object_id, h.from_agency_id, h.to_agency_id
    from register.agency_handovers h
    where h.change_id = p_change.id and h.object_kind = p_kind and h.done_at is null
      and (h.stays and p_kind in ('post', 'seat') or private.agency_in_force(h.to_agency_id, p_change.effective_on));
$$;
comment on function private.handover_targets(register.agency_changes, text) is
    'To nobody: a post or a seat nobody takes over, by decision. Who takes over may have ended since: the change that ended it takes it further. One learnt to have been gone on the day takes over nothing, else things could go round in a circle: they wait.';
