-- agency_name_then.sql - what an agency was called on a day, by what was known by then.
create or replace function private.agency_name_then(p_agency uuid, p_day date, p_until timestamptz) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return coalesce(
        (private.agency_near(array(
            select v from register.agency_versions v
            where v.agency_id = p_agency and lower(v.known) < p_until and upper(v.known) < p_until is not true), p_day)).name_vi,
        private.agency_name(p_agency, p_day));
end
$$;
comment on function private.agency_name_then(uuid, date, timestamptz) is
    'until: the instant before which it had to be known, as for the figures beside it; infinity: all that is known. Of an agency that was registered only later, what is known now.';
