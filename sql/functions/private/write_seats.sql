-- write_seats.sql - writes down who sits in a committee on some days, as its decisions order.
create or replace function private.write_seats(p_committee uuid, p_days datemultirange, p_known timestamptz) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    -- The versions there were around these days, and those there shall be: all of them before anything is written.
    v_old register.seat_versions[];
    v_new private.seat_piece[];
begin
    select coalesce(array_agg(v), '{}') into v_old
    from register.seat_versions v
    where v.committee_id = p_committee and v.known @> p_known
      -- A day more on both sides: what ends or begins there may grow together with what comes.
      and v.valid && daterange(lower(p_days) - 1, upper(p_days) + 1);
    v_new := private.seat_pieces(p_committee, p_days, v_old);

    update register.seat_versions v
    set known = tstzrange(lower(v.known), p_known)
    where v.id in (
        select o.id from unnest(v_old) as o
        where not exists (select from unnest(v_new) as n
                          where n.seat_id = o.seat_id and n.valid = o.valid
                            and (n.role, n.place, n.represents_id, n.duty, n.opened_by_id, n.closed_by_id)
                                is not distinct from (o.role, o.place, o.represents_id, o.duty, o.opened_by_id, o.closed_by_id)));
    insert into register.seat_versions (
        seat_id, committee_id, person_id, post_id, role, head, place, represents_id, duty, opened_by_id, closed_by_id, valid, known)
    select n.seat_id, p_committee, n.person_id, n.post_id, n.role, n.head, n.place, n.represents_id, n.duty, n.opened_by_id,
           n.closed_by_id, n.valid, tstzrange(p_known, null)
    from unnest(v_new) as n
    where not exists (select from unnest(v_old) as o
                      where n.seat_id = o.seat_id and n.valid = o.valid
                        and (n.role, n.place, n.represents_id, n.duty, n.opened_by_id, n.closed_by_id)
                            is not distinct from (o.role, o.place, o.represents_id, o.duty, o.opened_by_id, o.closed_by_id));
end
$$;
comment on function private.write_seats(uuid, datemultirange, timestamptz) is
    'In one go for all seats. Versions that are right stay; of the others the knowledge ends here, and new ones take their place.';
