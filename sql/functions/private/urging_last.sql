-- urging_last.sql - the last number given to an urging of a year.
create or replace function private.urging_last(p_year integer) returns integer
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(max(u.number), 0) from register.urgings u where u.year = p_year;
$$;
comment on function private.urging_last(integer) is 'To be asked under private.urging_lock.';
