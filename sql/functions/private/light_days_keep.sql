-- light_days_keep.sql - works out the days of the lights anew.
create or replace function private.light_days_keep() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    -- Who changes the calendar and who changes a threshold wait for each other: the second sees what the
    -- first did. Readers wait for nobody.
    lock table register.light_days in share row exclusive mode;
    insert into register.light_days as k
    select l.*
    from (select distinct extract(year from c.day)::integer + n as year
          from register.calendar_days c cross join generate_series(0, 1) as n) as y
    cross join lateral generate_series(0, make_date(y.year, 12, 31) - make_date(y.year, 1, 1)) as d (number)
    cross join lateral private.light_day(make_date(y.year, 1, 1) + d.number) as l
    on conflict (day) do update
    set due_soon_workdays = excluded.due_soon_workdays, due_soon_until = excluded.due_soon_until,
        due_known_until = excluded.due_known_until, stale_workdays = excluded.stale_workdays,
        stale_before = excluded.stale_before, stale_known = excluded.stale_known
    where k is distinct from excluded;
end
$$;
comment on function private.light_days_keep() is
    'Of the years the calendar knows, and the one after each of them.';
