-- solution_json.sql - a proposal against an obstacle as the API shows it.
create or replace function private.solution_json(p_solution register.obstacle_solutions) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return jsonb_build_object(
        'number', p_solution.number,
        'text', p_solution.text,
        'needs_level', p_solution.needs_level,
        'proposed_by', private.agency_code(p_solution.proposed_by_id),
        'proposed_on', p_solution.proposed_on,
        'client', p_solution.client,
        'recorded_at', p_solution.recorded_at);
end
$$;
comment on function private.solution_json(register.obstacle_solutions) is 'Schema ObstacleSolution of the API.';
