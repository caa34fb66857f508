-- dashboard_overdue.sql - GET /v1/dashboard/overdue
create or replace function api.dashboard_overdue(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_options constant jsonb := private.counts_options(p_options);
    v_list private.list_parts;
begin
    v_list.source := private.counts_source(v_options);
    v_list.item := format(
        'json_build_object(''code'', (r).code, ''title'', (r).title, ''lead_agency'', private.agency_code((r).lead_agency_id), '
        '''lead_agency_name'', private.agency_name_then((r).lead_agency_id, date %1$L, timestamptz %2$L), '
        '''programme'', (select p.code from register.programmes p where p.id = (r).programme_id), ''pillar'', (r).pillar, '
        '''key'', (r).key, ''due_on'', (r).due_on, '
        '''days_overdue'', case (r).state when ''reported'' then (r).reported_on else date %1$L end - (r).due_on, '
        '''state'', (r).state, ''last_update_on'', ((r).last_pushed_at at time zone ''Asia/Ho_Chi_Minh'')::date)',
        v_options ->> 'day', v_options ->> 'until');
    v_list.filters := '{r.overdue}';
    v_list.keys := '{r.due_on,r.code}';
    v_list.types := array['date', 'text collate "C"'];
    v_list.descending := false;
    v_list.moment := private.counts_moment(v_options);
    return private.list('dashboard_overdue', p_object, v_options, v_list);
end
$$;
comment on function api.dashboard_overdue(text, jsonb, jsonb) is
    'The tasks of the class open_overdue, the longest overdue first; of a report that came late and awaits verification the days stand still. Options of api.dashboard_summary, limit, cursor, count.';
