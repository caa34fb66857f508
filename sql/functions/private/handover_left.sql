-- handover_left.sql - whether a change that was carried out has left anything, or something came later.
create or replace function private.handover_left(p_change register.agency_changes) returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select exists (select from register.agency_handovers h where h.change_id = p_change.id and h.done_at is null and not h.stays)
        or exists (
            select from private.agency_holdings(private.agencies_ending(p_change), p_change.effective_on) as h
            where not exists (select from register.agency_handovers o
                              where o.change_id = p_change.id and o.object_id = h.object_id and o.stays));
$$;
comment on function private.handover_left(register.agency_changes) is
    'A verified task that was reopened, one assigned in the moment of the change: they are found here, whenever they come.';
