-- post_at.sql - what a post was at a moment.
create or replace function private.post_at(p_post uuid, p_moment private.moment) returns register.post_versions
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_version register.post_versions;
begin
    select v.* into v_version
    from register.post_versions v
    where v.post_id = p_post and v.valid @> p_moment.valid_at and v.known @> p_moment.known_at;
    return v_version;
end
$$;
comment on function private.post_at(uuid, private.moment) is 'Null when there was none that day, as known at that instant.';
