-- handover_hold.sql - takes hold of posts and committees that are to be written with what is learnt.
create or replace function private.handover_hold(p_objects uuid[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform p.id from register.posts p where p.id = any (p_objects) order by p.id for no key update;
    perform c.id from register.committees c
    where c.id in (select s.committee_id from register.seats s where s.id = any (p_objects))
    order by c.id for no key update;
end
$$;
comment on function private.handover_hold(uuid[]) is
    'Posts and the committees of seats, by id, each in one order. Whoever holds one may be waiting for the known-time: it is taken later.';
