-- positions.sql - what a person is, by the posts held.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.positions(p_person uuid, p_moment private.moment) returns text
language plpgsql stable
as $$
begin
    return (
        select string_agg(v.title_vi, '; ' order by lower(h.valid), v.title_vi)
        from register.post_holders h
        join register.post_versions v on v.post_id = h.post_id and private.holds(v.valid, v.known, p_moment)
        where h.person_id = p_person and private.holds(h.valid, h.known, p_moment));
end
$$;
comment on function private.positions(uuid, private.moment) is
    'Titles of all posts held on the day of the moment, the one held longest first; null for none.';
