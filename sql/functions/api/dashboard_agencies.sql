-- dashboard_agencies.sql - GET /v1/dashboard/agencies
create or replace function api.dashboard_agencies(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_options constant jsonb := private.counts_options(p_options);
    v_sort constant text := coalesce(ltrim(p_options ->> 'sort', '-'), 'agency');
    v_list private.list_parts;
begin
    v_list.source := private.counts_statement(v_options, 'lead_agency_id', format(
        'private.agency_code(g.lead_agency_id) as agency, private.agency_name_then(g.lead_agency_id, date %L, timestamptz %L) as agency_name,',
        v_options ->> 'day', v_options ->> 'until'));
    v_list.item := 'row_to_json(r)';
    v_list.filters := '{}';
    v_list.keys := '{r.agency}';
    v_list.types := array['text collate "C"'];
    if v_sort in ('total', 'open_overdue') then
        v_list.keys := format('r.%I', v_sort) || v_list.keys;
        v_list.types := 'bigint'::text || v_list.types;
    end if;
    v_list.descending := coalesce(p_options ->> 'sort' like '-%', false);
    v_list.moment := private.counts_moment(v_options);
    return private.list('dashboard_agencies', p_object, v_options, v_list);
end
$$;
comment on function api.dashboard_agencies(text, jsonb, jsonb) is
    'The official counts of each lead agency, under its name of the day, as it was known then. Options of api.dashboard_summary, sort (agency, total, open_overdue, each with - for descending), limit, cursor, count.';
