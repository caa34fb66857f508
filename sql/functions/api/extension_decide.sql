-- extension_decide.sql - POST /v1/extensions/{extension}/decision
create or replace function api.extension_decide(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_extension register.deadline_extensions := private.extension_lock(p_object, p_options, p_body ->> 'decision');
    v_granted constant boolean := p_body ->> 'decision' = 'grant';
    v_document constant uuid := private.document_id(p_body ->> 'document');
    v_decided_on constant date := coalesce(private.day(p_body ->> 'decided_on'), private.today());
    v_task register.tasks;
    v_due register.tasks;
begin
    select t.* into v_task from register.tasks t where t.id = v_extension.task_id;
    -- Who asked on behalf of the agency is on its side: only the written word of the assigner stands above that.
    if v_extension.client = private.current_client() and p_body ->> 'document' is null then
        perform private.refuse(403, 'own-extension', private.fault('/document', 'required'));
    end if;
    v_due := private.extension_decision(v_extension, v_task, p_body, v_document);
    if v_granted then
        v_task := private.task_update(v_task, v_due);
    end if;
    update register.deadline_extensions e
    set state = case when v_granted then 'granted' else 'refused' end, decided_on = v_decided_on,
        due_on_granted = case when v_granted then v_task.due_on end, task_version = case when v_granted then v_task.version end,
        decision_reason = p_body ->> 'reason', document_id = v_document, version = e.version + 1, updated_at = transaction_timestamp()
    where e.id = v_extension.id
    returning e.* into v_extension;
    return private.answer(
        200, private.members_added(private.extension_json(v_extension), json_build_object(
            'warnings', private.deadline_warnings(array[v_extension.due_on_granted]))),
        v_extension.version);
end
$$;
comment on function api.extension_decide(text, jsonb, jsonb) is
    'Body decision (grant, refuse), reason, document, decided_on; with a grant due_on or due_text for another day than was asked. The office decides for who assigned the task; what its own client asked for it decides only with a document. A grant moves the deadline of the task, with its words; the original stays.';
