-- seat_pieces.sql - the versions of seats there shall be around some days.
create or replace function private.seat_pieces(p_committee uuid, p_days datemultirange, p_old register.seat_versions[])
    returns private.seat_piece[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        with spans as materialized (
            select s.decision_id, s.effective_on, s.span from private.order_spans(p_committee, 'seats') as s
        ), pieces as (
            -- On these days what the decisions order.
            select s.id as seat_id, s.person_id, s.post_id, l.role, r.head, l.place, l.represents_id, l.duty, o.days * o.span as days
            from (select o.decision_id, o.span, d.days
                  from spans o cross join lateral unnest(p_days) as d (days) where o.span && d.days) as o
            join register.decisions d on d.id = o.decision_id
            cross join lateral jsonb_populate_recordset(null::private.seat_line, d.seats) as l
            join register.committee_roles r on r.code = l.role
            join register.seats s on s.committee_id = p_committee and (s.person_id = l.person_id or s.post_id = l.post_id)
            union all
            -- On the others what there was.
            select o.seat_id, o.person_id, o.post_id, o.role, o.head, o.place, o.represents_id, o.duty, rest.days
            from unnest(p_old) as o cross join lateral unnest(datemultirange(o.valid) - p_days) as rest (days)
        ), whole as (
            -- Days that follow each other with nothing changed are one version.
            select p.seat_id, p.person_id, p.post_id, p.role, p.head, p.place, p.represents_id, p.duty, unnest(range_agg(p.days)) as days
            from pieces p
            group by p.seat_id, p.person_id, p.post_id, p.role, p.head, p.place, p.represents_id, p.duty
        )
        select coalesce(array_agg((
            w.seat_id, w.person_id, w.post_id, w.role, w.head, w.place, w.represents_id, w.duty,
            (select s.decision_id from spans s where s.effective_on = lower(w.days)),
            (select s.decision_id from spans s where s.effective_on = upper(w.days)),
            w.days)::private.seat_piece), '{}')
        from whole w);
end
$$;
comment on function private.seat_pieces(uuid, datemultirange, register.seat_versions[]) is
    'old: all versions known now that touch these days. What is opened and closed by which decision follows from the days.';
