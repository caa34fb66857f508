-- task_update.sql - writes what an input changed in a task.
create or replace function private.task_update(p_old register.tasks, p_new register.tasks) returns register.tasks
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_task register.tasks := p_old;
begin
    if p_new is distinct from p_old then
        update register.tasks t
        set title = p_new.title, description = p_new.description, programme_id = p_new.programme_id,
            source_document_id = p_new.source_document_id, lead_agency_id = p_new.lead_agency_id,
            co_agency_ids = p_new.co_agency_ids, assigner_id = p_new.assigner_id, responsible = p_new.responsible,
            product = p_new.product, authority = p_new.authority, pillar = p_new.pillar, key = p_new.key,
            regular = p_new.regular, due_text = p_new.due_text, due_on = p_new.due_on,
            due_precision = p_new.due_precision,
            version = p_old.version + 1, updated_at = transaction_timestamp()
        where t.id = p_old.id
        returning t.* into v_task;
    end if;
    return v_task;
end
$$;
comment on function private.task_update(register.tasks, register.tasks) is 'The row as it is then; nothing changed leaves the version.';
