-- agency_near.sql - what an agency is called when it is spoken of on a day.
create or replace function private.agency_near(p_timeline register.agency_versions[], p_day date) returns register.agency_versions
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select v from unnest(p_timeline) as v
    order by v.valid @> p_day desc, coalesce(lower(v.valid) <= p_day, true) desc,
             case when coalesce(lower(v.valid) <= p_day, true) then upper(v.valid) end desc nulls last, v.valid
    limit 1;
$$;
comment on function private.agency_near(register.agency_versions[], date) is
    'The version in force that day; of an agency that is gone the last one, of one still to come the first.';
