-- years_without_calendar.sql - the years between two days of which the calendar says nothing.
create or replace function private.years_without_calendar(p_from date, p_to date) returns integer[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg(y.year order by y.year), '{}')
    from generate_series(extract(year from least(p_from, p_to))::integer, extract(year from greatest(p_from, p_to))::integer) as y (year)
    where not exists (select from register.calendar_days c
                      where c.day between make_date(y.year, 1, 1) and make_date(y.year, 12, 31));
$$;
comment on function private.years_without_calendar(date, date) is 'Their days off are not known, and are not guessed.';
