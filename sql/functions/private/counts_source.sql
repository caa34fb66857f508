-- counts_source.sql - the tasks the official counts are about, as a part of a statement.
create or replace function private.counts_source(p_options jsonb) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select format(
        '(select k.code, k.title, k.lead_agency_id, k.programme_id, k.pillar, k.key, k.due_on, k.state, k.reported_on, '
        '        k.last_pushed_at, k.id, k.state = ''verified'' as done, '
        '        private.is_overdue(k.state, k.regular, k.due_on, k.reported_on, date %L) as overdue '
        'from private.tasks_known(timestamptz %L) as k '
        'where k.state not in (''draft'', ''cancelled'') and not k.regular%s)',
        p_options ->> 'day', p_options ->> 'until', private.counts_filters(p_options));
$$;
comment on function private.counts_source(jsonb) is
    'Of the options private.counts_options made: what is assigned and not cancelled, regular duties left out; with done and overdue. The instant and the day are constants of the statement, so that the planner sees that of today there is no past to look for.';
