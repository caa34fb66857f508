-- agencies_ending.sql - the agencies that end by a change.
create or replace function private.agencies_ending(p_change register.agency_changes) returns uuid[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select array(select a.id from unnest(p_change.agency_ids) as a (id) where a.id <> all (p_change.into_ids));
$$;
comment on function private.agencies_ending(register.agency_changes) is 'Those it is about that do not go on.';
