-- handover_hold.sql - takes hold of posts and committees that are to be written with what is learnt.
create or replace function private.handover_hold(p_today date, p_objects uuid[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    -- With all that may move today. What is handed on and on stays the same posts and seats.
    v_objects constant uuid[] := p_objects || array(
        select h.object_id
        from private.agency_holdings(array(select a.id from register.agencies a where a.valid_to <= p_today), p_today) as h
        union
        select h.object_id from register.agency_handovers h join register.agency_changes c on c.id = h.change_id
        where c.effective_on <= p_today and h.done_at is null);
begin
    perform p.id from register.posts p where p.id = any (v_objects) order by p.id for no key update;
    perform c.id from register.committees c
    where c.id in (select s.committee_id from register.seats s where s.id = any (v_objects))
    order by c.id for no key update;
end
$$;
comment on function private.handover_hold(date, uuid[]) is
    'Posts and the committees of seats, by id, each in one order. Whoever holds one may be waiting for the known-time: it is taken later.';
