-- urging_days.sql - the days on which the rungs of all ladders fall, for some deadlines.
create or replace function private.urging_days(p_due date[], p_today date) returns table (
    ladder_version integer, rung text, place smallint, workdays smallint, audience text, due_on date,
    effective_on date, until date, rung_on date, week_on date, waits boolean, workdays_late integer)
language sql stable rows 10000
set search_path = pg_catalog, pg_temp
as $$
    with recursive ladders as (
        select l.version, l.effective_on,
               coalesce(lead(l.effective_on) over (order by l.effective_on, l.version), 'infinity') as until
        from register.urging_ladders l
    ), chain as (
        select r.ladder_version, r.code, '{}'::text[] collate "C" as above from register.urging_rungs r where r.after_rung is null
        union all
        select r.ladder_version, r.code, c.above || r.after_rung::text
        from chain c join register.urging_rungs r on r.ladder_version = c.ladder_version and r.after_rung = c.code
    ), days as materialized (
        -- gaps: between two known days with the same number of them no year is unknown.
        select w.day, w.working, w.number, k.year is not null as known,
               count(*) filter (where k.year is null) over (order by w.day) as gaps
        from (select least(min(d.day), p_today) as first, greatest(max(d.day), p_today) as last
              -- Nobody counts the working days to the end of time.
              from unnest(p_due) as d (day) where abs(d.day - p_today) <= 5000) as s
        cross join lateral private.workdays(s.first - private.urging_reach(), s.last + private.urging_reach()) as w
        left join (select distinct extract(year from c.day) as year from register.calendar_days c) as k
            on k.year = extract(year from w.day)
    ), placed as (
        select r.ladder_version, r.code, r.place, r.workdays, r.audience, b.day as due_on, t.day as week_on,
               case when b.known and t.known and b.gaps = t.gaps then t.day end as rung_on,
               case when b.known and n.known and b.gaps = n.gaps then n.number - b.number end as workdays_late
        from unnest(p_due) as d (day)
        join days b on b.day = d.day
        join days n on n.day = p_today
        cross join register.urging_rungs r
        left join days t on t.working
         and t.number = b.number + r.workdays + case when r.workdays < 0 and not b.working then 1 else 0 end
    )
    select p.ladder_version, p.code, p.place, p.workdays, p.audience, p.due_on, l.effective_on, l.until, p.rung_on, p.week_on,
           coalesce(c.above && array_agg(p.code::text) filter (where p.rung_on is null and p.week_on >= l.effective_on
                                                                     and (p.workdays >= 0 or p.due_on >= p_today))
                                   over (partition by p.ladder_version, p.due_on), false),
           p.workdays_late
    from placed p
    join ladders l on l.version = p.ladder_version
    join chain c on c.ladder_version = p.ladder_version and c.code = p.code;
$$;
comment on function private.urging_days(date[], date) is
    'Different deadlines, today; of those many years from it there is nothing. rung_on: null where the calendar of a year in between is not known; week_on: as Mondays to Fridays have it there, for warnings only. A rung is its ladder''s from effective_on to the day before until. waits: a rung before it in the chain has no day, and is neither one from before the ladder nor a reminder of a deadline that has passed. As days grow along a chain, a rung whose day has come comes after those before it.';
