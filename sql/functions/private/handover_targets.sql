-- handover_targets.sql - what of a change can be handed over today, and to whom.
create or replace function private.handover_targets(p_change uuid, p_kind text)
    returns table (id uuid, object_id uuid, from_agency_id uuid, to_agency_id uuid)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select h.id, h.object_id, h.from_agency_id, h.to_agency_id
    from register.agency_handovers h
    where h.change_id = p_change and h.object_kind = p_kind and h.done_at is null and h.to_agency_id is not null;
$$;
comment on function private.handover_targets(uuid, text) is 'None where nobody is named. Who is may have ended since: then the change that ended it takes it further.';
