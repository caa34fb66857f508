-- deadline_warnings.sql - what people are told of deadlines in years without calendar.
create or replace function private.deadline_warnings(p_days date[]) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select private.calendar_warnings(coalesce(array_agg(distinct y.year order by y.year), '{}'))
    from (select distinct d.day from unnest(p_days) as d (day)) as d
    cross join lateral unnest(private.years_without_calendar(d.day, d.day)) as y (year);
$$;
comment on function private.deadline_warnings(date[]) is
    'Such a deadline is kept, but nothing is known of the working days before it, and words were not shifted off days off. Null days are none.';
