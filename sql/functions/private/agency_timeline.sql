-- agency_timeline.sql - an agency over its days, as the register knows it now.
create or replace function private.agency_timeline(p_agency uuid) returns register.agency_versions[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg(v order by v.valid), '{}')
    from register.agency_versions v
    where v.agency_id = p_agency and upper_inf(v.known);
$$;
comment on function private.agency_timeline(uuid) is 'Its versions in the order of their days; empty for an agency that has none yet.';
