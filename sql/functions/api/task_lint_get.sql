-- task_lint_get.sql - GET /v1/tasks/{task}/lint
create or replace function api.task_lint_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_task register.tasks;
begin
    select t.* into v_task from register.tasks t where t.id = private.task_id(p_object);
    if v_task.id is null then
        perform private.not_found();
    end if;
    return private.answer(200, private.task_lint_json(v_task));
end
$$;
comment on function api.task_lint_get(text, jsonb, jsonb) is 'As an item of api.task_lint. Without version: it depends on other tasks, the calendar and the day.';
