-- task_deadlines.sql - GET /v1/tasks/{task}/deadlines
create or replace function api.task_deadlines(p_object text, p_options jsonb, p_body jsonb) returns api.answer
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
    v_list.source := format('private.task_deadlines(%L)', v_task);
    v_list.item := 'json_build_object(''due_on'', (r).due_on, ''due_text'', (r).due_text, ''since'', (r).since, ''why'', (r).why, '
                   '''extension'', (r).extension, ''version'', (r).version, ''recorded_at'', (r).recorded_at)';
    v_list.filters := '{}';
    v_list.keys := array['r.number'];
    v_list.types := array['bigint'];
    v_list.descending := false;
    return private.list('task_deadlines', v_task::text, p_options, v_list);
end
$$;
comment on function api.task_deadlines(text, jsonb, jsonb) is
    'Every deadline a task had, the original first: the day, the words, since when, why. Options limit, cursor, count.';
