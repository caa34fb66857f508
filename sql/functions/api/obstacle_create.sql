-- obstacle_create.sql - POST /v1/obstacles
create or replace function api.obstacle_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_task uuid := private.task_id(p_body ->> 'task');
    v_title constant text := btrim(p_body ->> 'title');
    v_day constant date := coalesce((p_body ->> 'raised_on')::date, private.today());
    v_faults jsonb := '[]';
    v_obstacle register.obstacles;
begin
    -- Null as well when it went to somebody else while this waited.
    select t.id into v_task from register.tasks t where t.id = v_task for no key update;
    if v_task is null then
        perform private.refuse(404, 'not-found', private.fault('/task', 'not-found', p_body ->> 'task'));
    end if;
    if v_day > private.today() then
        v_faults := private.fault('/raised_on', 'too-large', private.today()::text);
    end if;
    perform private.refuse_faults(v_faults || private.obstacle_open_faults(v_task, v_title, '/task', '/title'));
    v_obstacle := (private.obstacles_raise(array[
        (v_task, v_title, p_body ->> 'description', p_body ->> 'needs_level', v_day, null)::private.obstacle_draft]))[1];
    return private.answer(201, private.obstacle_whole(v_obstacle), v_obstacle.version, '/v1/obstacles/' || v_obstacle.code);
end
$$;
comment on function api.obstacle_create(text, jsonb, jsonb) is
    'Raised by hand: task, title, description, needs_level, raised_on. What is beyond the agencies blocks the task at once.';
