-- person_seats.sql - the seats a person had, as such or through a post.
create or replace function private.person_seats(p_person uuid, p_moment private.moment) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(json_agg(json_build_object(
        'committee', c.code,
        'committee_name', cv.name_vi,
        'seat', s.id,
        'role', r.code,
        'role_name', r.name_vi,
        'role_name_en', r.name_en,
        'post', p.code,
        'valid_from', lower(v.valid),
        'valid_to', upper(v.valid)) order by r.rank, c.code, p.code), '[]')
    from (select s.id, s.committee_id, s.post_id from register.seats s where s.person_id = p_person
          union all
          select s.id, s.committee_id, s.post_id
          from register.post_holders h
          join register.seats s on s.post_id = h.post_id
          where h.person_id = p_person and private.holds(h.valid, h.known, p_moment)) as s
    join register.seat_versions v on v.seat_id = s.id and private.holds(v.valid, v.known, p_moment)
    join register.committee_roles r on r.code = v.role
    join register.committees c on c.id = s.committee_id
    join register.committee_versions cv on cv.committee_id = c.id
        and private.holds(cv.valid, cv.known, p_moment)
    left join register.posts p on p.id = s.post_id;
$$;
comment on function private.person_seats(uuid, private.moment) is
    'Those of the day of the moment, as known at its instant; post: the one that brings the seat, null for a seat of the person.';
