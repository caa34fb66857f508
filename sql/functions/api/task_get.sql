-- task_get.sql - GET /v1/tasks/{task}
-- Hot: no search_path of its own (sql/README.md).
create or replace function api.task_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
as $$
declare
    v_task register.tasks;
begin
    select t.* into v_task from register.tasks t where t.code = p_object;
    if v_task.id is null then
        if private.is_uuid(p_object) then
            select t.* into v_task from register.tasks t where t.id = p_object::uuid;
        end if;
        if v_task.id is null then
            perform private.not_found();
        end if;
    end if;
    return (200, '"v' || v_task.version || '"', null, null,
            private.task_json(v_task), false)::api.answer;
end
$$;
comment on function api.task_get(text, jsonb, jsonb) is 'One task, by code or id. An agency gets those it leads or joins, drafts apart.';
