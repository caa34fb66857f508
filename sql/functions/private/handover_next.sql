-- handover_next.sql - the next agency change, in the order of their days, that has something to hand over today.
create or replace function private.handover_next(
    p_today date, p_after register.agency_changes) returns register.agency_changes
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    -- Agencies that have ended and hold something: a verified task was reopened, one assigned in the very moment.
    v_holding constant uuid[] := array(
        select distinct h.from_agency_id
        from private.agency_holdings(array(select a.id from register.agencies a where a.valid_to <= p_today), p_today) as h
        where not exists (select from register.agency_handovers o
                          where o.object_id = h.object_id and o.from_agency_id = h.from_agency_id and o.stays));
    v_next register.agency_changes;
begin
    select c.* into v_next
    from register.agency_changes c
    where c.effective_on <= p_today
      and (p_after.id is null or (c.effective_on, c.known_at, c.id) > (p_after.effective_on, p_after.known_at, p_after.id))
      and (c.carried_out_at is null or private.agencies_ending(c) && v_holding
           or exists (select from register.agency_handovers h where h.change_id = c.id and h.done_at is null and not h.stays))
    order by c.effective_on, c.known_at, c.id
    limit 1;
    return v_next;
end
$$;
comment on function private.handover_next(date, register.agency_changes) is
    'After another; null: none. Those with open handovers nobody was named for among them: somebody may have decided by hand.';
