-- task_patch.sql - PATCH /v1/tasks/{task}
create or replace function api.task_patch(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_old register.tasks;
    v_new register.tasks;
    v_draft private.task_draft;
begin
    select t.* into v_old from register.tasks t where t.id = private.task_id(p_object) for no key update;
    if v_old.id is null then
        perform private.not_found();
    end if;
    perform private.check_version(p_options, v_old.version);
    v_draft := private.task_input(p_body, '', v_old);
    perform private.refuse_faults(v_draft.faults);
    v_new := v_draft.task;
    if v_old.state not in ('draft', 'cancelled') then
        perform private.refuse_faults(private.task_faults(v_new), 'task-not-clear');
    end if;
    v_new := private.task_update(v_old, v_new);
    return private.answer(200, private.task_written_json(v_new), v_new.version);
end
$$;
comment on function api.task_patch(text, jsonb, jsonb) is
    'Merge patch (RFC 7396). An assigned task must stay clear. A patch that changes nothing leaves the version.';
