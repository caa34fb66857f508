-- seat_counts.sql - how many seats a committee has, how many nobody sits on, and who is at its head.
create or replace function private.seat_counts(
    p_committee uuid, p_moment private.moment, out seats bigint, out vacant bigint, out head text, out head_name text)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    select count(*), count(*) filter (where n.id is null), max(n.code::text) filter (where v.head), max(n.name) filter (where v.head)
    into seats, vacant, head, head_name
    from register.seat_versions v
    left join register.post_holders h on h.post_id = v.post_id and private.holds(h.valid, h.known, p_moment)
    left join register.people n on n.id = coalesce(v.person_id, h.person_id)
    where v.committee_id = p_committee and v.valid @> p_moment.valid_at and v.known @> p_moment.known_at;
end
$$;
comment on function private.seat_counts(uuid, private.moment) is 'vacant: seats of posts nobody holds; head, head_name: null when there is none.';
