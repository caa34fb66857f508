-- seat_changes.sql - what becomes of the seats when one list follows another.
create or replace function private.seat_changes(p_old jsonb, p_new jsonb, p_moment private.moment) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        with old as (
            select o.person_id, o.post_id, o.role, o.represents_id, o.duty, o.ordinality::integer as rank,
                   coalesce(o.person_id, o.post_id) as holder
            from jsonb_populate_recordset(null::private.seat_line, p_old) with ordinality as o
        ), new as (
            select n.person_id, n.post_id, n.role, n.represents_id, n.duty, n.ordinality::integer as rank,
                   coalesce(n.person_id, n.post_id) as holder
            from jsonb_populate_recordset(null::private.seat_line, p_new) with ordinality as n
        ), kept as (
            select private.kept_order(coalesce(array_agg(o.rank order by n.rank), '{}')) as ranks
            from new n left join old o on o.holder = n.holder
        ), changes as (
            select a.action, a.step, o.rank as from_rank, n.rank, o.role as from_role, n.role,
                   coalesce(n.person_id, o.person_id) as person_id, coalesce(n.post_id, o.post_id) as post_id,
                   o.duty as from_duty, n.duty, o.represents_id as from_represents_id, n.represents_id
            from old o
            full join new n on n.holder = o.holder
            cross join kept k
            cross join lateral (values
                ('close', 1, n.holder is null),
                ('open', 2, o.holder is null),
                ('change_role', 3, n.role <> o.role),
                ('rerank', 4, n.role = o.role and not k.ranks[n.rank]),
                ('change_duty', 5, n.role is not null and o.role is not null and n.duty is distinct from o.duty),
                ('change_represents', 6, n.role is not null and o.role is not null
                                         and n.represents_id is distinct from o.represents_id)) as a (action, step, does)
            where a.does
        )
        select coalesce(jsonb_agg(private.seat_change(to_jsonb(c), p_moment) order by c.step, coalesce(c.rank, c.from_rank)), '[]')
        from changes c);
end
$$;
comment on function private.seat_changes(jsonb, jsonb, private.moment) is
    'Both lists in order; names are those of the moment. Who only stands further down because others came before is not said to have moved.';
