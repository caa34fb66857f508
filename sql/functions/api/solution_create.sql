-- solution_create.sql - POST /v1/obstacles/{obstacle}/solutions
create or replace function api.solution_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_obstacle constant register.obstacles := private.obstacle_lock(p_object);
    v_solution register.obstacle_solutions;
begin
    if v_obstacle.state <> 'open' then
        perform private.refuse(409, 'illegal-transition', private.fault('/text', 'illegal-transition', v_obstacle.state, 'propose'));
    end if;
    insert into register.obstacle_solutions as s (
        obstacle_id, number, text, needs_level, proposed_by_id, proposed_on, client)
    select v_obstacle.id, coalesce(max(n.number), 0) + 1, btrim(p_body ->> 'text'),
           coalesce(p_body ->> 'needs_level', v_obstacle.needs_level), private.current_agency(), private.today(), private.current_client()
    from register.obstacle_solutions n where n.obstacle_id = v_obstacle.id
    returning s.* into v_solution;
    return private.answer(201, private.solution_json(v_solution)::json, null, '/v1/obstacles/' || v_obstacle.code);
end
$$;
comment on function api.solution_create(text, jsonb, jsonb) is
    'A proposal: text, needs_level (who would have to decide it; that of the obstacle when not given). There can be several; the obstacle stays as it is.';
