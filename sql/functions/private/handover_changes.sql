-- handover_changes.sql - the agency changes that have something to hand over today.
create or replace function private.handover_changes(p_today date) returns register.agency_changes[]
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
begin
    return array(
        select c from register.agency_changes c
        where c.effective_on <= p_today
          and (c.carried_out_at is null or private.agencies_ending(c) && v_holding
               or exists (select from register.agency_handovers h where h.change_id = c.id and h.done_at is null and not h.stays))
        -- What one agency takes over its own successor takes over next.
        order by c.effective_on, c.known_at, c.id);
end
$$;
comment on function private.handover_changes(date) is 'In the order of their days. Those with open handovers nobody was named for among them: somebody may have decided by hand.';
