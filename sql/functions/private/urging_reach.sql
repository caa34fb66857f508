-- urging_reach.sql - how many days a rung lies from its deadline at most.
create or replace function private.urging_reach() returns integer
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select 2 * coalesce(max(abs(r.workdays)), 0) + 60 from register.urging_rungs r;
$$;
comment on function private.urging_reach() is 'Days of the calendar: two for each working day, and two months of holidays. What is due farther off cannot have a rung today.';
