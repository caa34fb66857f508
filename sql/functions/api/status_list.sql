-- status_list.sql - GET /v1/tasks/{task}/status-updates
create or replace function api.status_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_task constant uuid := private.task_id(p_object);
begin
    if v_task is null then
        perform private.not_found();
    end if;
    v_list.source := 'register.status_updates';
    v_list.item := 'private.status_update_json(r)';
    v_list.filters := array[format('r.task_id = %L', v_task)];
    v_list.keys := array['r.number'];
    v_list.types := array['bigint'];
    v_list.descending := true;
    return private.list('status_list', v_task::text, p_options, v_list);
end
$$;
comment on function api.status_list(text, jsonb, jsonb) is
    'The pushes to one task, newest first, superseded ones and contributions among them. Options limit, cursor, count.';
