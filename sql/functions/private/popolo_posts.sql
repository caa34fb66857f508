-- popolo_posts.sql - the seats of posts in a committee and those posts, in Popolo's words.
create or replace function private.popolo_posts(p_committee uuid, p_moment private.moment) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with titles as (
        select distinct on (v.post_id) v.post_id, v.title_vi, v.agency_id,
               lower(range_merge(range_agg(v.valid) over (partition by v.post_id))) as first,
               upper(range_merge(range_agg(v.valid) over (partition by v.post_id))) as last
        from register.post_versions v
        join register.seats s on s.post_id = v.post_id and s.committee_id = p_committee
        where v.known @> p_moment.known_at
        order by v.post_id, v.valid @> p_moment.valid_at desc, v.valid desc
    ), seated as (
        select s.id as seat_id, s.post_id, range_merge(range_agg(v.valid)) as days,
               (array_agg(v.role order by v.valid @> p_moment.valid_at desc, v.valid desc))[1] as role
        from register.seats s
        join register.seat_versions v on v.seat_id = s.id and v.known @> p_moment.known_at
        where s.committee_id = p_committee and s.post_id is not null
        group by s.id, s.post_id
    )
    select coalesce(json_agg(json_build_object(
        'id', p.id, 'label', p.label, 'role', p.role, 'organization_id', p.organization_id,
        'start_date', p.first, 'end_date', p.last - 1) order by p.part, p.label, p.id), '[]')
    from (select 1 as part, s.seat_id as id, t.title_vi as label, r.name_vi as role, p_committee as organization_id,
                 lower(s.days) as first, upper(s.days) as last
          from seated s join titles t on t.post_id = s.post_id join register.committee_roles r on r.code = s.role
          union all
          select 2, t.post_id, t.title_vi, t.title_vi, t.agency_id, t.first, t.last
          from titles t where t.post_id in (select s.post_id from seated s)) as p;
$$;
comment on function private.popolo_posts(uuid, private.moment) is 'Array of Popolo posts; end_date is the last day.';
