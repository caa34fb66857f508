-- obstacle_may.sql - whether the caller may take a step with an obstacle.
create or replace function private.obstacle_may(p_obstacle register.obstacles, p_action text) returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_agency constant uuid := private.current_agency();
begin
    -- "is true": what the office raised was raised by no agency, and nobody is compared with that.
    return v_agency is null
        or p_action in ('escalate', 'solve', 'reopen') and p_obstacle.needs_level = 'agency'
           and (v_agency = private.agency_successor(p_obstacle.raised_by_id, private.today())
                or v_agency = (select t.lead_agency_id from register.tasks t where t.id = p_obstacle.task_id)) is true;
end
$$;
comment on function private.obstacle_may(register.obstacles, text) is
    'The office: all. An agency: what is at its own level, raised by it, or by who it came after, or on a task it leads, it escalates, solves and reopens; it neither rejects nor lowers.';
