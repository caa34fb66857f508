-- tasks_known.sql - every task as the register knew it before an instant.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.tasks_known(p_until timestamptz)
    returns table (
        id uuid, code text, title text, lead_agency_id uuid, programme_id uuid, pillar text, key boolean, regular boolean,
        due_on date, gaps text[], state text, reported_on date, last_pushed_at timestamptz)
language sql stable
as $$
    -- What nobody has touched since is as it stands; of today that is everything.
    select t.id, t.code, t.title, t.lead_agency_id, t.programme_id, t.pillar, t.key, t.regular, t.due_on,
           private.task_gaps(t), t.state, t.reported_on, t.last_pushed_at
    from register.tasks t
    where t.updated_at < p_until
    union all
    select t.id, t.code, t.title, m.lead_agency_id, m.programme_id, m.pillar, m.key, m.regular, m.due_on,
           m.gaps, coalesce(e.to_state, 'draft'), r.occurred_on,
           case when t.last_pushed_at < p_until then t.last_pushed_at else u.received_at end
    from register.tasks t
    cross join lateral (
        select k.lead_agency_id, k.programme_id, k.pillar, k.key, k.regular, k.due_on, k.gaps
        from register.task_terms k
        where k.task_id = t.id and k.recorded_at < p_until order by k.number desc limit 1) as m
    left join lateral (
        select v.to_state, v.version from register.task_events v
        where v.task_id = t.id and v.recorded_at < p_until order by v.version desc limit 1) as e on true
    left join lateral (
        select v.occurred_on from register.task_events v
        where v.task_id = t.id and v.action = 'report' and v.version <= e.version order by v.version desc limit 1) as r on true
    left join lateral (
        select s.received_at from register.status_updates s
        where t.last_pushed_at >= p_until and s.task_id = t.id and s.result = 'accepted' and s.received_at < p_until order by s.number desc limit 1) as u on true
    where t.updated_at >= p_until;
$$;
comment on function private.tasks_known(timestamptz) is
    'Terms from task_terms, state and day of the last report from task_events, last push from status_updates: all of them only grow, so that a past instant asked again gives the same. infinity: as it all stands. A returned report leaves its day; only of what is reported or verified does it mean anything.';
