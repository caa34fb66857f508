-- dashboard_obstacles.sql - GET /v1/dashboard/obstacles
create or replace function api.dashboard_obstacles(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_options constant jsonb := private.counts_options(p_options);
    v_by constant text := coalesce(p_options ->> 'by', 'agency_level');
    v_list private.list_parts;
begin
    v_list.source := format(
        '(select private.agency_code(g.lead) as agency, private.agency_name_then(g.lead, date %1$L, timestamptz %4$L) as agency_name, g.level as needs_level, '
        '        private.counts_total(g.total, g.open, g.solved, g.rejected) as total, g.open, g.solved, g.rejected, '
        '        g.open_on_finished, g.oldest_days, round(g.median_days::numeric, 1)::text as median_days, g.blocked_tasks '
        'from (select %2$s as lead, %3$s as level, count(*) as total, '
        '             count(*) filter (where o.state = ''open'') as open, '
        '             count(*) filter (where o.state = ''solved'') as solved, '
        '             count(*) filter (where o.state = ''rejected'') as rejected, '
        '             count(*) filter (where o.state = ''open'' and k.state in (''verified'', ''cancelled'')) as open_on_finished, '
        '             max(date %1$L - o.raised_on) filter (where o.state = ''open'') as oldest_days, '
        '             percentile_cont(0.5) within group (order by date %1$L - o.raised_on) filter (where o.state = ''open'') as median_days, '
        '             count(distinct k.id) filter (where o.state = ''open'' and o.needs_level <> ''agency'' and k.state = ''blocked'') as blocked_tasks '
        '      from private.obstacles_known(timestamptz %4$L) as o '
        '      join private.tasks_known(timestamptz %4$L) as k on k.id = o.task_id '
        '      where true%5$s '
        '      group by 1, 2) as g)',
        v_options ->> 'day', case when v_by like 'agency%' then 'k.lead_agency_id' else 'null::uuid' end,
        case when v_by like '%level' then 'o.needs_level' else 'null::text' end,
        v_options ->> 'until', private.counts_filters(v_options));
    v_list.item := 'row_to_json(r)';
    v_list.filters := '{}';
    v_list.keys := '{"coalesce(r.agency, '''')","coalesce(private.level_rank(r.needs_level), 0)"}';
    v_list.types := array['text collate "C"', 'integer'];
    v_list.descending := false;
    v_list.moment := private.counts_moment(v_options);
    return private.list('dashboard_obstacles', p_object, v_options, v_list);
end
$$;
comment on function api.dashboard_obstacles(text, jsonb, jsonb) is
    'Obstacles by the agency that leads their task and the level that can solve them: open, solved, rejected (they add up to the total), open on tasks that are verified or cancelled, the age of the open in days, tasks blocked by them. Options of api.dashboard_summary, by (agency_level, agency, level, total), limit, cursor, count.';
