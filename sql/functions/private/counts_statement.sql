-- counts_statement.sql - the statement that counts, as a whole or in groups.
create or replace function private.counts_statement(p_options jsonb, p_groups text default '', p_head text default '', p_counts text default '') returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select format(
        '(select %3$s private.counts_total(g.total, g.done_on_time, g.done_late, g.open_in_term, g.open_overdue) as total, '
        '        g.done_on_time + g.done_late as done, g.done_on_time, g.done_late, '
        '        g.open_in_term + g.open_overdue as open, g.open_in_term, g.open_overdue, '
        '        g.returned, g.blocked, g.reported, '
        '        g.done_on_time + g.done_late + g.open_overdue as done_or_overdue, '
        '        private.rate(g.done_on_time + g.done_late, g.done_on_time + g.done_late + g.open_overdue) as rate_of_done_or_overdue, '
        '        private.rate(g.done_on_time + g.done_late, g.total) as rate_of_total, '
        '        g.updated, private.rate(g.updated, g.total) as rate_updated, '
        '        (g.last_update at time zone ''Asia/Ho_Chi_Minh'')::date as last_update_on, '
        '        date %5$L - (g.last_update at time zone ''Asia/Ho_Chi_Minh'')::date as days_since_update '
        'from (select %1$s count(*) as total, '
        '             count(*) filter (where k.done and k.reported_on <= k.due_on) as done_on_time, '
        '             count(*) filter (where k.done and k.reported_on > k.due_on) as done_late, '
        '             count(*) filter (where not k.done and not k.overdue) as open_in_term, '
        '             count(*) filter (where not k.done and k.overdue) as open_overdue, '
        '             count(*) filter (where k.state = ''returned'') as returned, '
        '             count(*) filter (where k.state = ''blocked'') as blocked, '
        '             count(*) filter (where k.state = ''reported'') as reported, '
        '             count(k.last_pushed_at) as updated, max(k.last_pushed_at) as last_update%6$s '
        '      from %2$s as k%4$s) as g)',
        case when p_groups <> '' then p_groups || ',' else '' end, private.counts_source(p_options), p_head,
        case when p_groups <> '' then ' group by ' || p_groups else '' end, p_options ->> 'day', p_counts);
$$;
comment on function private.counts_statement(jsonb, text, text, text) is
    'Options of private.counts_options; what to group by; columns of the result before all others, of g; further counts, of k. done/(done + overdue) and done/all stand beside their numerator and both denominators; updated are those that ever had a push that moved them.';
