-- task_contributions.sql - what the agencies that join a task have contributed to it.
create or replace function private.task_contributions(p_task uuid)
returns table (agency_id uuid, agency text, joins boolean, number bigint, last register.status_updates, evidence jsonb)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with given as (
        select u.agency_id, count(*) as number, max(u.number) as last,
               max(u.number) filter (where u.evidence <> '[]') as shown
        from register.status_updates u
        where u.task_id = p_task and u.result = 'contribution'
        group by u.agency_id
    )
    select a.id, a.code::text, coalesce(a.id = any (t.co_agency_ids), false), coalesce(g.number, 0), l, coalesce(s.evidence, '[]')
    from register.tasks t
    join register.agencies a on a.id = any (t.co_agency_ids) or a.id in (select g.agency_id from given g)
    left join given g on g.agency_id = a.id
    left join register.status_updates l on l.task_id = p_task and l.number = g.last
    left join register.status_updates s on s.task_id = p_task and s.number = g.shown
    where t.id = p_task;
$$;
comment on function private.task_contributions(uuid) is
    'number: of contributions; last: the latest, null for none; evidence: of the latest that brought any. All of them are in the list of status updates.';
