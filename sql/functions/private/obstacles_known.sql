-- obstacles_known.sql - every obstacle as the register knew it before an instant.
create or replace function private.obstacles_known(p_until timestamptz)
    returns table (id uuid, task_id uuid, raised_on date, state text, needs_level text, closed_on date)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select o.id, o.task_id, o.raised_on, e.state, e.needs_level, case when e.state <> 'open' then e.occurred_on end
    from register.obstacles o
    cross join lateral (
        select v.state, v.needs_level, v.occurred_on from register.obstacle_events v
        where v.obstacle_id = o.id and v.recorded_at < p_until order by v.number desc limit 1) as e;
$$;
comment on function private.obstacles_known(timestamptz) is
    'By the last step recorded before: steps only grow, so that a past instant asked again gives the same. infinity: as they all stand.';
