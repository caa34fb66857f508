-- agency_until.sql - up to which day a change of an agency holds.
create or replace function private.agency_until(p_agency uuid, p_from date) returns date
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select min(upper(v.valid)) from unnest(private.agency_timeline(p_agency)) as v where v.valid @> p_from;
$$;
comment on function private.agency_until(uuid, date) is
    'The first day on which it is already known to be otherwise, or to be no longer; null: none. A decision learnt late does not undo those that took effect after it.';
