-- obstacle_step.sql - takes a step with an obstacle, and settles how its task stands.
create or replace function private.obstacle_step(p_obstacle register.obstacles, p_body jsonb) returns register.obstacles
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_action constant text := p_body ->> 'action';
    v_state constant text := case v_action when 'solve' then 'solved' when 'reject' then 'rejected' else 'open' end;
    v_day constant date := coalesce((p_body ->> 'occurred_on')::date, private.today());
    v_obstacle register.obstacles;
begin
    update register.obstacles o
    set state = v_state,
        needs_level = coalesce(p_body ->> 'to_level', o.needs_level),
        closed_on = case when v_state <> 'open' then v_day end,
        version = o.version + 1, updated_at = transaction_timestamp()
    where o.id = p_obstacle.id
    returning o.* into v_obstacle;
    insert into register.obstacle_events (
        obstacle_id, number, action, state, needs_level, occurred_on, reason, document_id, solution, agency_id, client)
    select v_obstacle.id, max(e.number) + 1,
           case v_action when 'escalate' then 'escalated' when 'lower' then 'lowered' when 'reopen' then 'reopened' else v_state end,
           v_state, v_obstacle.needs_level, v_day, nullif(btrim(p_body ->> 'reason'), ''), private.document_id(p_body ->> 'document'),
           (p_body ->> 'solution')::integer, private.current_agency(), private.current_client()
    from register.obstacle_events e where e.obstacle_id = v_obstacle.id;
    perform private.obstacles_settle(array[v_obstacle.task_id]);
    return v_obstacle;
end
$$;
comment on function private.obstacle_step(register.obstacles, jsonb) is 'Body of api.obstacle_transition, without faults; the task is locked.';
