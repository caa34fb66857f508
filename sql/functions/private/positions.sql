-- positions.sql - what a person is, by the posts held.
create or replace function private.positions(p_person uuid, p_moment private.moment) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select string_agg(v.title_vi, '; ' order by lower(h.valid), v.title_vi)
        from register.post_holders h
        join register.post_versions v on v.post_id = h.post_id and v.valid @> p_moment.valid_at and v.known @> p_moment.known_at
        where h.person_id = p_person and h.valid @> p_moment.valid_at and h.known @> p_moment.known_at);
end
$$;
comment on function private.positions(uuid, private.moment) is
    'Titles of all posts held on the day of the moment, the one held longest first; null for none.';
