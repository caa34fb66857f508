-- committee_at.sql - what a committee was at a moment.
create or replace function private.committee_at(p_committee uuid, p_moment private.moment) returns register.committee_versions
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_version register.committee_versions;
begin
    select v.* into v_version
    from register.committee_versions v
    where v.committee_id = p_committee and v.valid @> p_moment.valid_at and v.known @> p_moment.known_at;
    return v_version;
end
$$;
comment on function private.committee_at(uuid, private.moment) is 'A draft before it was established; null when the register did not know of it yet.';
