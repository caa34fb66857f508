-- obstacle_json.sql - an obstacle as the API shows it.
create or replace function private.obstacle_json(p_obstacle register.obstacles) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_until constant date := coalesce(p_obstacle.closed_on, private.today());
    v_task register.tasks;
    v_end register.obstacle_events;
begin
    select t.* into v_task from register.tasks t where t.id = p_obstacle.task_id;
    if p_obstacle.state <> 'open' then
        select e.* into v_end from register.obstacle_events e
        where e.obstacle_id = p_obstacle.id order by e.number desc limit 1;
    end if;
    return jsonb_build_object(
        'id', p_obstacle.id,
        'code', p_obstacle.code,
        'task', v_task.code,
        'task_title', v_task.title,
        'task_state', v_task.state,
        'lead_agency', private.agency_code(v_task.lead_agency_id),
        'title', p_obstacle.title,
        'description', p_obstacle.description,
        'needs_level', p_obstacle.needs_level,
        'solver', private.agency_code(case p_obstacle.needs_level when 'agency' then v_task.lead_agency_id
                                                                  when 'province' then v_task.assigner_id end),
        'raised_by', private.agency_code(p_obstacle.raised_by_id),
        'raised_by_name', private.agency_name(p_obstacle.raised_by_id, p_obstacle.raised_on),
        'raised_on', p_obstacle.raised_on,
        'age_days', v_until - p_obstacle.raised_on,
        'age_workdays', case when private.years_without_calendar(p_obstacle.raised_on, v_until) = '{}'
                             then private.workdays_between(p_obstacle.raised_on, v_until) end,
        'status_update', p_obstacle.status_update_id,
        'state', p_obstacle.state,
        'closed_on', p_obstacle.closed_on,
        'outcome', v_end.reason,
        'document', (select d.code from register.documents d where d.id = v_end.document_id),
        'solution', v_end.solution,
        'version', p_obstacle.version,
        'created_at', p_obstacle.created_at,
        'updated_at', p_obstacle.updated_at);
end
$$;
comment on function private.obstacle_json(register.obstacles) is
    'Schema Obstacle of the API. Age: from the day it was raised to today or to the day it was closed; in working days null where a year has no calendar. solver: who leads the task, or who assigned it; null where the register knows nobody.';
