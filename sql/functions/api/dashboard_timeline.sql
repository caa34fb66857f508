-- dashboard_timeline.sql - GET /v1/dashboard/timeline
create or replace function api.dashboard_timeline(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_by constant text := coalesce(p_options ->> 'by', 'month');
    v_options constant jsonb := private.counts_options(p_options);
    v_list private.list_parts;
begin
    v_list.source := private.counts_statement(
        v_options, format('date_trunc(%L, k.due_on::timestamp)', v_by),
        format('to_char(g.date_trunc, %L) as period, g.date_trunc::date as starts_on, '
               '(g.date_trunc + interval %L)::date - 1 as ends_on,',
               case v_by when 'month' then 'YYYY-MM' when 'quarter' then 'YYYY-"Q"Q' else 'YYYY' end,
               case v_by when 'quarter' then '3 months' else '1 ' || v_by end));
    v_list.item := 'row_to_json(r)';
    v_list.filters := '{}';
    v_list.keys := '{r.starts_on}';
    v_list.types := '{date}';
    v_list.descending := false;
    v_list.moment := private.counts_moment(v_options);
    return private.list('dashboard_timeline', p_object, v_options, v_list);
end
$$;
comment on function api.dashboard_timeline(text, jsonb, jsonb) is
    'The official counts by the month, quarter or year (option by) in which the deadline falls. Options of api.dashboard_summary, limit, cursor, count.';
