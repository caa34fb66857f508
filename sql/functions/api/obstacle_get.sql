-- obstacle_get.sql - GET /v1/obstacles/{obstacle}
create or replace function api.obstacle_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_obstacle register.obstacles;
begin
    select o.* into v_obstacle from register.obstacles o where o.id = private.obstacle_id(p_object);
    if v_obstacle.id is null then
        perform private.not_found();
    end if;
    return private.answer(200, private.obstacle_whole(v_obstacle), v_obstacle.version);
end
$$;
comment on function api.obstacle_get(text, jsonb, jsonb) is 'One obstacle, by code or id, with its solutions and events.';
