-- obstacle_whole.sql - an obstacle with what was proposed against it and what became of it.
create or replace function private.obstacle_whole(p_obstacle register.obstacles) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (private.obstacle_json(p_obstacle) || jsonb_build_object(
        'solutions', (
            select coalesce(jsonb_agg(private.solution_json(s) order by s.number), '[]')
            from register.obstacle_solutions s where s.obstacle_id = p_obstacle.id),
        'events', (
            select coalesce(jsonb_agg(jsonb_build_object(
                'number', e.number, 'action', e.action, 'state', e.state, 'needs_level', e.needs_level, 'occurred_on', e.occurred_on,
                'reason', e.reason, 'document', d.code, 'solution', e.solution, 'agency', private.agency_code(e.agency_id),
                'client', e.client, 'recorded_at', e.recorded_at) order by e.number), '[]')
            from register.obstacle_events e
            left join register.documents d on d.id = e.document_id
            where e.obstacle_id = p_obstacle.id)))::json;
end
$$;
comment on function private.obstacle_whole(register.obstacles) is 'Schema ObstacleWhole of the API.';
