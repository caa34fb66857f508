-- task_deadlines.sql - every deadline a task had.
create or replace function private.task_deadlines(p_task uuid)
    returns table (number bigint, version integer, due_on date, due_text text, since date, recorded_at timestamptz, why text, extension text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with assigned as (
        select e.version, e.occurred_on, e.recorded_at
        from register.task_events e where e.task_id = p_task and e.action = 'assign' order by e.version limit 1
    ), terms as (
        -- Of what was drafted the last is what was assigned.
        select m.number, m.version, m.due_on, m.due_text, m.recorded_at, m.operation
        from register.task_terms m
        where m.task_id = p_task
          and not exists (select from register.task_terms l join assigned a on l.version <= a.version
                          where l.task_id = p_task and l.number > m.number)
    ), steps as (
        select k.number, k.version, k.due_on, k.due_text, k.recorded_at, k.operation,
               lag(k.due_on) over w as due_on_before, lag(k.due_text) over w as due_text_before
        from terms k
        window w as (order by k.number)
    )
    select s.number, case d.why when 'assigned' then a.version else s.version end, s.due_on, s.due_text,
           coalesce(x.decided_on, case d.why when 'assigned' then a.occurred_on
                                  else (s.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date end),
           case d.why when 'assigned' then a.recorded_at else s.recorded_at end, d.why, x.code
    from steps s
    left join assigned a on true
    left join register.deadline_extensions x on x.task_id = p_task and x.task_version = s.version
    cross join lateral (
        select case when a.version is null then 'drafted' when s.version <= a.version then 'assigned'
                    when x.id is not null then 'extension' when s.operation = 'calendar_import' then 'calendar' else 'patched' end as why) as d
    where (s.due_on, s.due_text) is distinct from (s.due_on_before, s.due_text_before);
$$;
comment on function private.task_deadlines(uuid) is
    'From task_terms. why: drafted (of a task nobody was given yet), assigned (the original), extension (with its code), calendar (moved along with the days off), patched. since: the day of it; recorded_at: when the register took it in. A deadline taken away is a row without day.';
