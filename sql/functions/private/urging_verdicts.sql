-- urging_verdicts.sql - what each rung of the ladder in force does about a task on a day, and why.
create or replace function private.urging_verdicts(p_task register.tasks, p_day date) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with looked_at as (
        -- Of all ladders: a rung of an earlier one may have its turn first.
        select d.*, u.code, u.times, u.fired_on,
               case when u.code is not null then 'fired'
                    when not private.is_urged(p_task.state, p_task.regular, p_task.due_on) then 'not-urged'
                    when d.rung_on < d.effective_on then 'before-ladder'
                    when d.rung_on >= d.until then 'later-ladder'
                    when d.workdays < 0 and d.rung_on < p_task.assigned_on then 'before-assignment'
                    when d.workdays < 0 and d.due_on < p_day then 'missed'
                    when d.rung_on is null or d.waits then 'calendar-unknown'
                    when d.rung_on > p_day then 'not-yet'
                    else 'fires' end as verdict
        from private.urging_days(array[p_task.due_on], p_day) as d
        left join register.urgings u on u.task_id = p_task.id and u.due_on = d.due_on and u.rung = d.rung
    ), judged as (
        select a.*,
               case when a.verdict = 'fires'
                         and (row_number() over (partition by a.verdict order by a.rung_on, a.place) > 1
                              or not private.urging_free(
                                  (select max(u.fired_on) from register.urgings u where u.task_id = p_task.id and u.kind = 'rung'),
                                  a.rung_on, p_day, private.is_workday(p_day))) then 'next-day'
                    else a.verdict end as verdict_then
        from looked_at a
    )
    select coalesce(json_agg(json_build_object(
        'rung', v.rung, 'audience', v.audience, 'workdays', v.workdays, 'rung_on', v.rung_on,
        'verdict', v.verdict_then, 'urging', v.code, 'times', v.times, 'fired_on', v.fired_on,
        'text_vi', private.urging_verdict_text(v.verdict_then, w.words, 'vi'),
        'text_en', private.urging_verdict_text(v.verdict_then, w.words, 'en')) order by v.place), '[]')
    from judged v
    cross join lateral (select array[
        v.rung_on::text, v.times::text, v.code, v.fired_on::text, v.effective_on::text, v.until::text, p_task.assigned_on::text,
        private.urging_distance(v.workdays, v.due_on, 'vi'), private.urging_distance(v.workdays, v.due_on, 'en')] as words) as w
    where v.ladder_version = private.urging_ladder_at(p_day);
$$;
comment on function private.urging_verdicts(register.tasks, date) is
    'Member rungs of api.urging_rules_test. Nothing for a task without deadline, or before the first ladder.';
