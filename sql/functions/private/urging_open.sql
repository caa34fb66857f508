-- urging_open.sql - the rungs of all tasks whose day, by the calendar or by the week, has come and that did not fire.
create or replace function private.urging_open(p_today date) returns table (
    task register.tasks, ladder_version integer, rung text, place smallint, audience text, rung_on date, week_on date,
    waits boolean, workdays_late integer)
language sql stable rows 10000
set search_path = pg_catalog, pg_temp
as $$
    with reach as materialized (
        select (select min(l.effective_on) from register.urging_ladders l) - private.urging_reach() as first,
               p_today + private.urging_reach() as last
    ), due as (
        select d.*
        from private.urging_days(array(
            select t.due_on from register.tasks t
            where private.is_urged(t.state, t.regular, t.due_on)
              and t.due_on between (select h.first from reach h) and (select h.last from reach h)
            group by t.due_on), p_today) as d
        where coalesce(d.rung_on, d.week_on) >= d.effective_on and coalesce(d.rung_on, d.week_on) < d.until
          and coalesce(d.rung_on, d.week_on) <= p_today
          -- A reminder comes before the deadline or not at all.
          and (d.workdays >= 0 or d.due_on >= p_today)
    )
    select t, d.ladder_version, d.rung, d.place, d.audience, d.rung_on, d.week_on, d.waits, d.workdays_late
    from due d
    join register.tasks t on t.due_on = d.due_on and private.is_urged(t.state, t.regular, t.due_on)
    -- A reminder of before the task was given to anybody would be none.
    where (d.workdays >= 0 or t.assigned_on is null or coalesce(d.rung_on, d.week_on) >= t.assigned_on)
      and not exists (select from register.urgings u where u.task_id = t.id and u.due_on = t.due_on and u.rung = d.rung);
$$;
comment on function private.urging_open(date) is
    'What could fire today: of each task the first that has a rung_on and does not wait (private.urging_due). Without a rung_on it cannot be known for want of a calendar.';
