-- seats_at.sql - the list of a committee at a moment, as decisions and plans keep it.
create or replace function private.seats_at(p_committee uuid, p_moment private.moment) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select coalesce(jsonb_agg(private.seat_line_json(
            (s.person_id, s.post_id, v.role, v.place, v.represents_id, v.duty, null)) order by v.place, v.seat_id), '[]')
        from register.seat_versions v
        join register.seats s on s.id = v.seat_id
        where v.committee_id = p_committee and v.valid @> p_moment.valid_at and v.known @> p_moment.known_at);
end
$$;
comment on function private.seats_at(uuid, private.moment) is 'Lines (private.seat_line) in order.';
