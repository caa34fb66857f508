-- popolo_memberships.sql - who sat in a committee and held the posts behind its seats, in Popolo's words.
create or replace function private.popolo_memberships(p_committee uuid, p_moment private.moment) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with spans as (
        select v.seat_id, v.role, v.represents_id, unnest(range_agg(v.valid)) as days
        from register.seat_versions v
        where v.committee_id = p_committee and v.known @> p_moment.known_at
        group by v.seat_id, v.role, v.represents_id
    ), seated as (
        select s.seat_id, s.role, s.represents_id, i.post_id, coalesce(i.person_id, h.person_id) as person_id,
               s.days * coalesce(h.valid, s.days) as days
        from spans s
        join register.seats i on i.id = s.seat_id
        left join register.post_holders h on h.post_id = i.post_id and h.known @> p_moment.known_at and h.valid && s.days
    ), memberships as (
        select s.seat_id || '/' || s.role || '/' || coalesce(lower(s.days)::text, '') as id, r.name_vi as role, s.person_id,
               p_committee as organization_id, s.represents_id as on_behalf_of_id,
               case when s.post_id is not null then s.seat_id end as post_id, s.days, r.rank
        from seated s join register.committee_roles r on r.code = s.role
        where s.person_id is not null
        union all
        select h.id || '/' || coalesce(lower(h.valid * v.valid)::text, ''), v.title_vi, h.person_id, v.agency_id, null, h.post_id, h.valid * v.valid, 100
        from register.post_holders h
        join register.post_versions v on v.post_id = h.post_id and v.known @> p_moment.known_at and v.valid && h.valid
        where h.known @> p_moment.known_at and h.post_id in (
            select s.post_id from register.seats s where s.committee_id = p_committee and s.post_id is not null)
    )
    select coalesce(json_agg(json_build_object(
        'id', m.id, 'label', m.role, 'role', m.role, 'person_id', m.person_id, 'organization_id', m.organization_id,
        'post_id', m.post_id, 'on_behalf_of_id', m.on_behalf_of_id, 'start_date', lower(m.days), 'end_date', upper(m.days) - 1)
        order by m.rank, m.days, m.id), '[]')
    from memberships m;
$$;
comment on function private.popolo_memberships(uuid, private.moment) is 'Array of Popolo memberships; end_date is the last day.';
