-- task_extensions.sql - GET /v1/tasks/{task}/extensions
create or replace function api.task_extensions(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_task constant uuid := private.task_id(p_object);
    v_list private.list_parts := private.extension_list_parts(p_options);
begin
    if v_task is null then
        perform private.not_found();
    end if;
    v_list.filters := v_list.filters || format('r.task_id = %L', v_task);
    return private.list('task_extensions', v_task::text, p_options, v_list);
end
$$;
comment on function api.task_extensions(text, jsonb, jsonb) is 'The extensions asked for one task, newest first. Options state (several), sort (asked_on, -asked_on), limit, cursor, count.';
