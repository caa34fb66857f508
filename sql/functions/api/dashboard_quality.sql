-- dashboard_quality.sql - GET /v1/dashboard/quality
create or replace function api.dashboard_quality(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_options constant jsonb := private.counts_options(p_options);
    v_list private.list_parts;
begin
    v_list.source := format(
        '(with standing as (select k.*, private.is_overdue(k.state, k.regular, k.due_on, k.reported_on, date %L) as overdue '
        '                   from private.tasks_known(timestamptz %L) as k '
        '                   where k.state not in (''verified'', ''cancelled'')%s), '
        'open as (select k.* from standing k where k.state <> ''draft'' and not k.regular), '
        'found as ('
        '    select g.place, ''no_'' || g.gap as check, count(*) filter (where g.gap = any (k.gaps)) as failing, count(*) as examined '
        '    from standing k cross join unnest(''{lead_agency,product,deadline,responsible,authority,source_document}''::text[]) '
        '        with ordinality as g (gap, place) '
        '    where g.gap <> ''deadline'' or not k.regular '
        '    group by g.place, g.gap '
        '    union all select 7, ''never_updated'', count(*) filter (where k.last_pushed_at is null), count(*) from open k '
        '    union all select 8, ''overdue_without_report'', count(*) filter (where k.state <> ''reported''), count(*) from open k where k.overdue '
        '    union all select 9, ''report_not_verified'', count(*) filter (where k.state = ''reported''), count(*) from open k) '
        'select f.place, f.check, f.failing, f.examined, private.rate(f.failing, f.examined) as rate_failing from found f)',
        v_options ->> 'day', v_options ->> 'until', private.counts_filters(v_options));
    v_list.item := 'json_build_object(''check'', (r).check, ''failing'', (r).failing, ''examined'', (r).examined, '
                   '''rate_failing'', (r).rate_failing)';
    v_list.filters := '{}';
    v_list.keys := '{r.place}';
    v_list.types := '{bigint}';
    v_list.descending := false;
    v_list.moment := private.counts_moment(v_options);
    return private.list('dashboard_quality', p_object, v_options, v_list);
end
$$;
comment on function api.dashboard_quality(text, jsonb, jsonb) is
    'What the figures rest on: of the tasks not finished, drafts and regular duties among them, how many lack one of the clear things (6 rõ) or their source document; of the open ones counted, how many never had a push, are overdue without a report, are reported and not verified. Options of api.dashboard_summary, limit, cursor, count.';
