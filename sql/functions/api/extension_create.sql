-- extension_create.sql - POST /v1/tasks/{task}/extensions
create or replace function api.extension_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    c_states constant text[] := '{assigned,received,in_progress,returned,blocked,suspended}';
    v_asked_on constant date := coalesce(private.day(p_body ->> 'asked_on'), private.today());
    v_task register.tasks;
    v_barriers jsonb;
    v_draft private.task_draft;
    v_faults jsonb;
    v_extension register.deadline_extensions;
begin
    select t.* into v_task from register.tasks t where t.id = private.task_id(p_object) for no key update;
    if v_task.id is null then
        perform private.not_found();
    end if;
    perform private.lead_check(v_task);
    select private.extension_barriers(v_task, c_states) || coalesce(jsonb_agg(private.fault('', 'extension-open', e.code) -> 0), '[]')
    into v_barriers
    from register.deadline_extensions e where e.task_id = v_task.id and e.state = 'asked';
    if v_barriers <> '[]' then
        perform private.refuse(409, 'not-extendable', v_barriers);
    end if;
    v_draft := private.extension_term(p_body, v_task);
    v_faults := v_draft.faults;
    if v_asked_on > private.today() then
        v_faults := v_faults || private.fault('/asked_on', 'too-large', private.today()::text);
    elsif v_asked_on <> private.today() and private.current_agency() is not null then
        v_faults := v_faults || private.fault('/asked_on', 'not-allowed');
    end if;
    perform private.refuse_faults(v_faults);
    insert into register.deadline_extensions as e (
        code, task_id, asked_by, asked_on, reason, due_on_before, due_on_asked, due_text, due_precision, client)
    values (
        private.next_extension_code(), v_task.id, v_task.lead_agency_id, v_asked_on, p_body ->> 'reason', v_task.due_on,
        (v_draft.task).due_on, (v_draft.task).due_text, (v_draft.task).due_precision, private.current_client())
    returning e.* into v_extension;
    return private.answer(
        201, private.members_added(private.extension_json(v_extension), json_build_object(
            'warnings', private.deadline_warnings(array[v_extension.due_on_asked]))),
        v_extension.version, '/v1/extensions/' || v_extension.code);
end
$$;
comment on function api.extension_create(text, jsonb, jsonb) is
    'Body reason, due_on or due_text, asked_on (of a letter: the office alone). The lead agency asks, or the office on its behalf; one request at a time, for a later day than the deadline. Asked after the deadline it is allowed, and shown.';
