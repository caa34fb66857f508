-- workdays.sql - every day of a period, whether it is worked, and its running number among the working days.
create or replace function private.workdays(p_from date, p_to date) returns table (day date, working boolean, number integer)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select d.day, d.working, (count(*) filter (where d.working) over (order by d.day))::integer
    from (select s.day, coalesce(c.kind = 'work', extract(isodow from s.day) < 6) as working
          from (select p_from + generate_series(0, p_to - p_from) as day) as s
          left join register.calendar_days c on c.day = s.day) as d;
$$;
comment on function private.workdays(date, date) is
    'One pass for any number of deadlines: join it by the day for the number, and once more by number +- n, where working, for the day that many working days away.';
