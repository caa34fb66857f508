-- list_checks.sql - what is wrong or worth a look with a list in itself.
create or replace function private.list_checks(p_lines jsonb, p_moment private.moment) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        with lines as (
            select l.ordinality as place, coalesce(l.pointer, '/seats') as pointer, l.person_id, l.post_id, r.head, r.family,
                   r.name_vi as role_name, n.name_vi as name, n.post, n.post_title, n.holder
            from jsonb_populate_recordset(null::private.seat_line, p_lines) with ordinality as l
            join register.committee_roles r on r.code = l.role
            cross join lateral private.holder_names(l.person_id, l.post_id, p_moment) as n
        ), findings as (
            select 1 as step, h.place, private.check('error', 'two-heads', h.pointer, h.first, h.name) as finding
            from (select l.place, l.pointer, l.name, first_value(l.name) over (order by l.place) as first,
                         row_number() over (order by l.place) as number
                  from lines l where l.head) as h
            where h.number > 1
            union all
            select 2, t.place, private.check('error', 'holder-twice', t.pointer, t.name)
            from (select l.place, l.pointer, l.name,
                         row_number() over (partition by coalesce(l.person_id, l.post_id) order by l.place) as number
                  from lines l) as t
            where t.number > 1
            union all
            select 3, max(l.place), private.check('warning', 'person-twice', (array_agg(l.pointer order by l.place desc))[1],
                                                  p.name, string_agg(l.role_name || coalesce(' (' || l.post_title || ')', ''), '; ' order by l.place))
            from lines l join register.people p on p.code = l.holder
            group by p.id, p.name having count(distinct coalesce(l.person_id, l.post_id)) > 1
            union all
            select 4, l.place, private.check('warning', 'post-without-holder', l.pointer, l.post_title)
            from lines l where l.post is not null and l.holder is null
            union all
            select 5, 0, private.check('warning', 'two-families', '/seats')
            from lines l having count(distinct l.family) > 1
        )
        select coalesce(jsonb_agg(f.finding -> 0 order by f.step, f.place), '[]') from findings f);
end
$$;
comment on function private.list_checks(jsonb, private.moment) is
    'Errors: two heads, a holder twice. Warnings: a person twice, as such or through posts; a post nobody holds; roles of both families.';
