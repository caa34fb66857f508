-- task_transition.sql - POST /v1/tasks/{task}/transitions
create or replace function api.task_transition(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_task register.tasks;
begin
    select t.* into v_task from register.tasks t where t.id = private.task_id(p_object) for no key update;
    if v_task.id is null then
        perform private.not_found();
    end if;
    perform private.check_version(p_options, v_task.version);
    v_task := private.task_move(v_task, p_body ->> 'action', p_body);
    return private.answer(200, private.task_json(v_task), v_task.version);
end
$$;
comment on function api.task_transition(text, jsonb, jsonb) is
    'Body action, reason, document, to_agency, occurred_on: moves the task along register.transitions.';
