-- extension_json.sql - an extension as the API shows it.
create or replace function private.extension_json(p_extension register.deadline_extensions) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return json_build_object(
        'id', p_extension.id,
        'code', p_extension.code,
        'task', (select t.code from register.tasks t where t.id = p_extension.task_id),
        'asked_by', private.agency_code(p_extension.asked_by),
        'asked_by_name', private.agency_name(p_extension.asked_by, p_extension.asked_on),
        'asked_on', p_extension.asked_on,
        'asked_late', p_extension.asked_on > p_extension.due_on_before,
        'reason', p_extension.reason,
        'due_on_before', p_extension.due_on_before,
        'due_on_asked', p_extension.due_on_asked,
        'due_text', p_extension.due_text,
        'state', p_extension.state,
        'decided_on', p_extension.decided_on,
        'due_on_granted', p_extension.due_on_granted,
        'decision_reason', p_extension.decision_reason,
        'document', (select d.code from register.documents d where d.id = p_extension.document_id),
        'client', p_extension.client,
        'version', p_extension.version,
        'created_at', p_extension.created_at,
        'updated_at', p_extension.updated_at);
end
$$;
comment on function private.extension_json(register.deadline_extensions) is
    'Schema Extension of the API; references are codes. asked_late: after the deadline had passed.';
