-- task_insert.sql - puts a new task into the register.
create or replace function private.task_insert(p_task register.tasks) returns register.tasks
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_task register.tasks;
begin
    insert into register.tasks as t (
        code, title, description, programme_id, source_document_id, lead_agency_id, co_agency_ids, assigner_id,
        responsible, product, authority, pillar, key, regular, due_text, due_on, due_precision)
    values (
        coalesce(p_task.code, private.next_task_code()), p_task.title, p_task.description, p_task.programme_id,
        p_task.source_document_id, p_task.lead_agency_id, p_task.co_agency_ids, p_task.assigner_id,
        p_task.responsible, p_task.product, p_task.authority, p_task.pillar, coalesce(p_task.key, false),
        p_task.regular, p_task.due_text, p_task.due_on, p_task.due_precision)
    on conflict (code) do nothing
    returning t.* into v_task;
    return v_task;
end
$$;
comment on function private.task_insert(register.tasks) is 'As a draft. Null when the code is taken.';
