-- task_create.sql - POST /v1/tasks
create or replace function api.task_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_draft constant private.task_draft := private.task_input(p_body, '', null);
    v_task register.tasks := v_draft.task;
begin
    perform private.refuse_faults(v_draft.faults);
    v_task.code := p_body ->> 'code';
    v_task := private.task_insert(v_task);
    if v_task.id is null then
        perform private.refuse(409, 'already-exists', private.fault('/code', 'already-exists', p_body ->> 'code'));
    end if;
    return private.answer(201, private.task_written_json(v_task), v_task.version, '/v1/tasks/' || v_task.code);
end
$$;
comment on function api.task_create(text, jsonb, jsonb) is 'A new task, as a draft; without a code it gets NV-<year>-<number>.';
