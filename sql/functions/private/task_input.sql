-- task_input.sql - what a body says about a task, laid over what was there.
create or replace function private.task_input(p_body jsonb, p_pointer text, p_old register.tasks) returns private.task_draft
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_task register.tasks;
    v_faults jsonb := '[]';
    v_draft private.task_draft;
begin
    if coalesce(p_body ->> 'secrecy', 'none') <> 'none' then
        perform private.refuse(422, 'state-secret', private.fault(p_pointer || '/secrecy', 'not-allowed'));
    end if;
    -- Texts as they are; references and the deadline are worked out below.
    v_task := jsonb_populate_record(p_old, (
        select coalesce(jsonb_object_agg(m.key, m.value), '{}')
        from jsonb_each(p_body) as m
        where m.key in ('title', 'description', 'responsible', 'product', 'authority', 'pillar')));
    v_task.key := case when p_body ? 'key' then coalesce((p_body ->> 'key')::boolean, false) else coalesce(p_old.key, false) end;
    if p_body ? 'programme' then
        v_task.programme_id := private.programme_id(p_body ->> 'programme');
        v_faults := v_faults || private.reference_faults(
            p_pointer || '/programme', p_body ->> 'programme', v_task.programme_id);
    end if;
    -- A number two documents bear still names the one the task has: what was exported can be imported.
    if p_body ? 'source_document' and not exists (
        select from register.documents d
        where d.id = p_old.source_document_id and d.code = p_body ->> 'source_document') then
        v_task.source_document_id := private.document_id(p_body ->> 'source_document');
        v_faults := v_faults || private.reference_faults(
            p_pointer || '/source_document', p_body ->> 'source_document', v_task.source_document_id);
    end if;
    if p_body ? 'assigner' then
        v_task.assigner_id := private.agency_id(p_body ->> 'assigner');
        v_faults := v_faults || private.reference_faults(
            p_pointer || '/assigner', p_body ->> 'assigner', v_task.assigner_id);
    end if;
    v_draft := private.task_agencies(p_body, p_pointer, (v_task, v_faults));
    v_draft := private.task_deadline(p_body, p_pointer, v_draft);
    v_task := v_draft.task;
    v_faults := v_draft.faults;
    if p_old.state <> 'draft' and v_task.lead_agency_id is distinct from p_old.lead_agency_id then
        v_faults := v_faults || private.fault(p_pointer || '/lead_agency', 'read-only');
    end if;
    return (v_task, v_faults);
end
$$;
comment on function private.task_input(jsonb, text, register.tasks) is
    'Members not in the body stay. pointer: where the body stands in the request. Once assigned, the lead agency changes only by the action transfer. Refuses State secrets at once.';
