-- task_completion.sql - GET /v1/tasks/{task}/completion
create or replace function api.task_completion(p_object text, p_options jsonb, p_body jsonb) returns api.answer
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
    v_list.source := format('private.task_rounds(%L)', v_task);
    v_list.item := 'private.task_round_json(r)';
    v_list.filters := '{}';
    v_list.keys := array['r.number'];
    v_list.types := array['bigint'];
    v_list.descending := true;
    return private.list('task_completion', v_task::text, p_options, v_list);
end
$$;
comment on function api.task_completion(text, jsonb, jsonb) is
    'The reports of completion, newest first: by whom, with which product and evidence, what became of each, how late it was. Options limit, cursor, count.';
