-- urging_warnings.sql - what could not be urged because a calendar is not known.
create or replace function private.urging_warnings(p_today date) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select coalesce(json_agg(json_build_object(
            'code', 'year-without-calendar', 'year', y.year, 'rungs', y.rungs,
            'text_vi', format('Chưa có lịch nghỉ của năm %s: %s lượt đôn đốc chưa xác định được ngày nên chưa phát', y.year, y.rungs),
            'text_en', format('There is no calendar of %s yet: the days of %s urgings are not known, so they were not sent', y.year, y.rungs))
            order by y.year), '[]')
        from (select u.year, sum(o.rungs) as rungs
              from (select (f.task).due_on as due_on, f.week_on, count(*) as rungs
                    from private.urging_open(p_today) as f
                    where f.rung_on is null
                    group by (f.task).due_on, f.week_on) as o
              cross join lateral unnest(private.years_without_calendar(o.due_on, o.week_on)) as u (year)
              group by u.year) as y);
end
$$;
comment on function private.urging_warnings(date) is 'Counted by Mondays to Fridays: how many rungs would have come by now for each year that is missing.';
