-- agency_in_force.sql - whether an agency is there on a day, by what is known now.
create or replace function private.agency_in_force(p_agency uuid, p_day date) returns boolean
language sql stable strict
set search_path = pg_catalog, pg_temp
as $$
    select exists (select from register.agency_versions v where v.agency_id = p_agency and upper_inf(v.known) and v.valid @> p_day);
$$;
comment on function private.agency_in_force(uuid, date) is 'Null for null.';
