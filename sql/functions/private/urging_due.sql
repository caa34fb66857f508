-- urging_due.sql - fires the rungs whose day has come, once each, one of a task a day, and tells whom they concern.
create or replace function private.urging_due() returns json
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_today constant date := private.today();
    v_year constant integer := extract(year from v_today)::integer;
    v_is_workday constant boolean := private.is_workday(v_today);
    v_before integer;
    v_fired bigint;
    v_digests bigint;
begin
    perform private.urging_lock();
    v_before := private.urging_last(v_year);
    -- What was given before is read at once: looked up row by row, it would be looked for among the rows being written.
    with due as materialized (
        select distinct on ((o.task).id) o.*
        from private.urging_open(v_today) as o
        where o.rung_on is not null and not o.waits
        order by (o.task).id, o.rung_on, o.place
    ), given as materialized (
        select g.* from private.urging_given(array(select (d.task).id from due d)) as g
    ), firing as (
        select d.*, coalesce(g.times, 0) + 1 as times, row_number() over (order by d.rung_on, d.place, (d.task).code) as nth
        from due d left join given g on g.task_id = (d.task).id
        where private.urging_free(g.last_on, d.rung_on, v_today, v_is_workday)
    )
    insert into register.urgings (
        year, number, code, task_id, task_code, task_title, times, due_on, kind, ladder_version, rung, rung_on, fired_on,
        workdays_late, audience, agency_id, client)
    select v_year, v_before + f.nth, private.urging_code(v_year, (v_before + f.nth)::integer), (f.task).id, (f.task).code, (f.task).title,
           f.times, (f.task).due_on, 'rung', f.ladder_version, f.rung, f.rung_on, v_today, f.workdays_late, f.audience,
           case when f.audience in ('officer', 'agency_head') then (f.task).lead_agency_id end, private.current_client()
    from firing f
    on conflict (task_id, due_on, rung) do nothing;
    get diagnostics v_fired = row_count;
    v_digests := private.urging_digests(v_year, v_before);
    return json_build_object(
        'run_on', v_today, 'fired', v_fired, 'digests', v_digests,
        'items', (select coalesce(json_agg(private.urging_json(u) order by u.number), '[]')
                  from register.urgings u where u.year = v_year and u.number > v_before and u.number <= v_before + 100),
        'warnings', private.urging_warnings(v_today));
end
$$;
comment on function private.urging_due() is
    'Body of api.clerk_urge and api.urging_run: how many rungs fired, in how many messages, the first hundred, what could not be known for want of a calendar. One transaction: all of a pass or nothing. Repeating, and several clerks at once, fire nothing twice; rungs that were missed are made up for, one of a task a day (private.urging_free), in the order of their days. With the rights of the owner: the clerk reads and writes none of these tables otherwise.';
