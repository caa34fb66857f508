-- desired_seats.sql - the list of a committee in the form in which a plan gives it.
create or replace function private.desired_seats(p_committee uuid, p_moment private.moment) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    -- Who gives no rank stands where it is written, so none is given; nor is what is empty.
    select coalesce(json_agg(json_strip_nulls(json_build_object(
        'role', v.role,
        'person', n.code,
        'post', p.code,
        'represents', private.agency_code(v.represents_id),
        'duty', v.duty)) order by v.place, v.seat_id), '[]')
    from register.seat_versions v
    join register.seats s on s.id = v.seat_id
    left join register.people n on n.id = s.person_id
    left join register.posts p on p.id = s.post_id
    where v.committee_id = p_committee and v.valid @> p_moment.valid_at and v.known @> p_moment.known_at;
$$;
comment on function private.desired_seats(uuid, private.moment) is 'Array of schema PlanSeat, in order.';
