-- obstacle_transition.sql - POST /v1/obstacles/{obstacle}/transitions
create or replace function api.obstacle_transition(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_action constant text := p_body ->> 'action';
    v_obstacle register.obstacles := private.obstacle_lock(p_object);
begin
    perform private.check_version(p_options, v_obstacle.version);
    if (v_action = 'reopen') = (v_obstacle.state = 'open') then
        perform private.refuse(409, 'illegal-transition', private.fault('/action', 'illegal-transition', v_obstacle.state, v_action));
    elsif not private.obstacle_may(v_obstacle, v_action) then
        perform private.refuse(403, 'forbidden', private.fault('/action', 'not-allowed'));
    end if;
    perform private.refuse_faults(private.obstacle_step_faults(v_obstacle, p_body));
    v_obstacle := private.obstacle_step(v_obstacle, p_body);
    return private.answer(200, private.obstacle_whole(v_obstacle), v_obstacle.version);
end
$$;
comment on function api.obstacle_transition(text, jsonb, jsonb) is
    'Body action (escalate, lower, solve, reject, reopen), to_level, reason, document, solution, occurred_on. Whether the task is blocked follows in the same transaction.';
