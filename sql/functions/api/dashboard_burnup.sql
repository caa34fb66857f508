-- dashboard_burnup.sql - GET /v1/dashboard/burnup
create or replace function api.dashboard_burnup(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_options constant jsonb := private.counts_options(p_options);
    v_list private.list_parts;
begin
    v_list.source := format(
        '(with counted as (select k.id, k.due_on, k.done, k.reported_on from %s as k), '
        'steps as ('
        '    select date_trunc(''month'', s.day) as month, sum(s.assigned) as assigned, sum(s.due) as due, sum(s.done) as done '
        '    from (select e.occurred_on::timestamp as day, 1 as assigned, 0 as due, 0 as done '
        '          from counted c join register.task_events e on e.task_id = c.id and e.action = ''assign'' '
        '          union all select c.due_on, 0, 1, 0 from counted c '
        '          union all select c.reported_on, 0, 0, 1 from counted c where c.done) as s '
        '    group by 1) '
        'select to_char(m.month, ''YYYY-MM'') as period, (m.month + interval ''1 month'')::date - 1 as ends_on, '
        '       (sum(coalesce(s.due, 0)) over w)::bigint as due, '
        '       case when m.month <= date %L then (sum(coalesce(s.assigned, 0)) over w)::bigint end as assigned, '
        '       case when m.month <= date %2$L then (sum(coalesce(s.done, 0)) over w)::bigint end as done '
        'from (select generate_series(min(n.month), max(n.month), interval ''1 month'') as month from steps n) as m '
        'left join steps s on s.month = m.month '
        'window w as (order by m.month))',
        private.counts_source(v_options), v_options ->> 'day');
    v_list.item := 'row_to_json(r)';
    v_list.filters := '{}';
    v_list.keys := '{r.ends_on}';
    v_list.types := '{date}';
    v_list.descending := false;
    v_list.moment := private.counts_moment(v_options);
    return private.list('dashboard_burnup', p_object, v_options, v_list);
end
$$;
comment on function api.dashboard_burnup(text, jsonb, jsonb) is
    'Month by month how many of the counted tasks had been assigned, had come to their deadline, were done by the report finally accepted, each from the beginning on; assigned and done end with the month of the day asked for. Options of api.dashboard_summary, limit, cursor, count.';
