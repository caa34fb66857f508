-- task_rounds.sql - the reports of completion of a task, each with what became of it.
create or replace function private.task_rounds(p_task uuid)
returns table (number bigint, returned bigint, report register.task_events, next register.task_events, after register.task_events,
               due_on date, agency_id uuid, summary text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with moves as (
        select e.version, e as event, lead(e) over w as next, lead(e, 2) over w as after,
               count(*) filter (where e.action in ('return', 'reopen')) over w as returned
        from register.task_events e
        where e.task_id = p_task and e.action in ('report', 'verify', 'return', 'reopen', 'cancel')
        window w as (order by e.version)
    )
    select row_number() over (order by m.version), m.returned, m.event, m.next,
           case when (m.after).action = 'reopen' then m.after end, t.due_on, u.agency_id, u.summary
    from moves m
    join register.tasks t on t.id = p_task
    left join register.status_updates u on u.task_id = p_task and u.task_version = m.version and u.result = 'accepted'
    where (m.event).action = 'report';
$$;
comment on function private.task_rounds(uuid) is
    'number: from 1; returned: how often a report was returned or reopened before it; next: the move that followed; after: the reopening of one that was verified; due_on: the deadline as it stands; agency_id, summary: of the push, null for a report made by hand.';
