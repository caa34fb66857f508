-- write_seats.sql - writes down who sits in a committee on some days, as its decisions order.
create or replace function private.write_seats(p_committee uuid, p_days datemultirange, p_known timestamptz) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    -- The versions there were around these days, and those there shall be: all of them before anything is written.
    v_old register.seat_versions[];
    v_new register.seat_versions[];
begin
    select coalesce(array_agg(v), '{}') into v_old
    from register.seat_versions v
    where v.committee_id = p_committee and v.known @> p_known
      -- A day more on both sides: what ends or begins there may grow together with what comes.
      and v.valid && daterange(lower(p_days) - 1, upper(p_days) + 1);

    with spans as materialized (
        select s.decision_id, s.effective_on, s.span from private.order_spans(p_committee, 'seats') as s
    ), pieces as (
        select s.id as seat_id, l.role, r.head, l.place, l.represents_id, l.duty, o.days * o.span as days
        from (select o.decision_id, o.span, d.days from spans o cross join lateral unnest(p_days) as d (days) where o.span && d.days) as o
        join register.decisions d on d.id = o.decision_id
        cross join lateral jsonb_populate_recordset(null::private.seat_line, d.seats) as l
        join register.committee_roles r on r.code = l.role
        join register.seats s on s.committee_id = p_committee
            and (s.person_id = l.person_id or s.post_id = l.post_id)
        union all
        select o.seat_id, o.role, o.head, o.place, o.represents_id, o.duty, rest.days
        from unnest(v_old) as o cross join lateral unnest(datemultirange(o.valid) - p_days) as rest (days)
    ), whole as (
        -- Days that follow each other with nothing changed are one version.
        select p.seat_id, p.role, p.head, p.place, p.represents_id, p.duty, unnest(range_agg(p.days)) as days
        from pieces p
        group by p.seat_id, p.role, p.head, p.place, p.represents_id, p.duty
    )
    select coalesce(array_agg((
        gen_random_uuid(), w.seat_id, p_committee, w.role, w.head, w.place, w.represents_id, w.duty,
        (select s.decision_id from spans s where s.effective_on = lower(w.days)),
        (select s.decision_id from spans s where s.effective_on = upper(w.days)),
        w.days, tstzrange(p_known, null))::register.seat_versions), '{}') into v_new
    from whole w;

    update register.seat_versions v
    set known = tstzrange(lower(v.known), p_known)
    where v.id in (
        select o.id from unnest(v_old) as o
        where not exists (select from unnest(v_new) as n
                          where n.seat_id = o.seat_id and n.valid = o.valid
                            and (n.role, n.place, n.represents_id, n.duty, n.opened_by_id, n.closed_by_id)
                                is not distinct from (o.role, o.place, o.represents_id, o.duty, o.opened_by_id, o.closed_by_id)));
    insert into register.seat_versions (
        id, seat_id, committee_id, role, head, place, represents_id, duty, opened_by_id, closed_by_id, valid, known)
    select n.id, n.seat_id, n.committee_id, n.role, n.head, n.place, n.represents_id, n.duty, n.opened_by_id, n.closed_by_id, n.valid, n.known
    from unnest(v_new) as n
    where not exists (select from unnest(v_old) as o
                      where n.seat_id = o.seat_id and n.valid = o.valid
                        and (n.role, n.place, n.represents_id, n.duty, n.opened_by_id, n.closed_by_id)
                            is not distinct from (o.role, o.place, o.represents_id, o.duty, o.opened_by_id, o.closed_by_id));
end
$$;
comment on function private.write_seats(uuid, datemultirange, timestamptz) is
    'In one go for all seats. Versions that are right stay; of the others the knowledge ends here, and new ones take their place.';
