-- agency_known_later.sql - whether something is already known of an agency that an end on a day would undo.
create or replace function private.agency_known_later(p_agency uuid, p_from date) returns date
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select min(k.day)
    from (select lower(v.valid) as day from register.agency_versions v
          where v.agency_id = p_agency and upper_inf(v.known) and lower(v.valid) > p_from
          union all
          select a.valid_to from register.agencies a where a.id = p_agency
          union all
          -- It could not come after anybody once it is gone.
          select s.valid_on from register.agency_successions s where s.to_agency_id = p_agency and s.valid_on >= p_from) as k;
$$;
comment on function private.agency_known_later(uuid, date) is
    'The first such day: it changes later, it ends on a day that is known, it takes over from another on that day or later. What another change makes of it on that very day ends with it.';
