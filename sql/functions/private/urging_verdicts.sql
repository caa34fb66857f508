-- urging_verdicts.sql - what each rung of the ladder in force does about a task on a day, and why.
create or replace function private.urging_verdicts(p_task register.tasks, p_day date) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(json_agg(json_build_object(
        'rung', v.rung, 'audience', v.audience, 'workdays', v.workdays, 'rung_on', v.rung_on,
        'verdict', v.verdict, 'urging', v.code, 'times', v.times, 'fired_on', v.fired_on,
        'text_vi', private.urging_verdict_text(v.verdict, v.words, 'vi'),
        'text_en', private.urging_verdict_text(v.verdict, v.words, 'en')) order by v.place), '[]')
    from (
        select d.rung, d.audience, d.workdays, d.rung_on, d.place, u.code, u.times, u.fired_on,
               array[d.rung_on::text, u.times::text, u.code, u.fired_on::text, d.effective_on::text, d.until::text, p_task.assigned_on::text,
                     private.urging_distance(d.workdays, d.due_on, 'vi'), private.urging_distance(d.workdays, d.due_on, 'en')] as words,
               case when u.code is not null then 'fired'
                    when not private.is_urged(p_task.state, p_task.regular, p_task.due_on) then 'not-urged'
                    when d.rung_on is null or d.waits then 'calendar-unknown'
                    when d.rung_on < d.effective_on then 'before-ladder'
                    when d.rung_on >= d.until then 'later-ladder'
                    when d.workdays < 0 and d.rung_on < p_task.assigned_on then 'before-assignment'
                    when d.rung_on > p_day then 'not-yet'
                    else 'fires' end as verdict
        from private.urging_days(array[p_task.due_on], p_day) as d
        left join register.urgings u on u.task_id = p_task.id and u.due_on = d.due_on and u.rung = d.rung
        where d.ladder_version = private.urging_ladder_at(p_day)
    ) as v;
$$;
comment on function private.urging_verdicts(register.tasks, date) is
    'Member rungs of api.urging_rules_test. Nothing for a task without deadline, or before the first ladder.';
