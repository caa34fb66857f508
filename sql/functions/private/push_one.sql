-- push_one.sql - takes one status push: a repeat, a place in the history, or a move of the task.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.push_one(p_push jsonb, p_key text) returns json
language plpgsql
as $$
declare
    v_client constant text := private.current_client();
    v_agency constant uuid := private.current_agency();
    v_system constant text := coalesce(p_push #>> '{source,system}', v_client);
    v_event constant text := coalesce(p_push #>> '{source,event_id}', p_key);
    v_sequence constant bigint := (p_push #>> '{source,sequence}')::bigint;
    v_hash constant bytea := private.push_hash(p_push);
    v_id constant uuid := gen_random_uuid();
    v_task register.tasks;
    v_action text;
    v_to_state text;
    v_result text := 'accepted';
begin
    if v_event is null then
        perform private.refuse(422, 'invalid-input', private.fault('/source/event_id', 'required'));
    elsif v_system <> v_client then
        perform private.check_system(v_system);
    end if;
    if exists (select from register.status_updates u where u.source_system = v_system and u.event_id = v_event) then
        return private.push_repeated(p_push, v_system, v_event, v_hash);
    end if;

    select t.* into v_task from register.tasks t where t.code = p_push ->> 'task' for no key update;
    if v_task.id is null and private.is_uuid(p_push ->> 'task') then
        select t.* into v_task from register.tasks t where t.id = (p_push ->> 'task')::uuid for no key update;
    end if;
    if v_task.id is null then
        perform private.refuse(404, 'not-found', private.fault('/task', 'not-found', p_push ->> 'task'));
    end if;

    if v_agency is not null and v_task.lead_agency_id is distinct from v_agency then
        v_result := 'contribution';
    elsif v_sequence is not null and v_sequence < (
        select max(u.sequence) from register.status_updates u
        where u.task_id = v_task.id and u.source_system = v_system) then
        v_result := 'superseded';
    else
        select m.action, m.to_state into v_action, v_to_state
        from register.transitions m where m.pushed_state = p_push ->> 'state' and m.from_state = v_task.state;
        if v_action is null then
            perform private.refuse(409, 'illegal-transition', private.fault(
                '/state', 'illegal-transition', v_task.state, private.push_verb(p_push ->> 'state')));
        end if;
        v_task.version := v_task.version + 1;
    end if;

    insert into register.status_updates (
        id, task_id, task_code, agency_id, client, source_system, event_id, sequence, occurred_at, state,
        progress_percent, summary, expected_completion, evidence, obstacles, result, task_state, task_version, content_hash)
    values (
        v_id, v_task.id, v_task.code, v_agency, v_client, v_system, v_event, v_sequence,
        (p_push #>> '{source,occurred_at}')::timestamptz, p_push ->> 'state',
        (p_push ->> 'progress_percent')::smallint, p_push ->> 'summary', (p_push ->> 'expected_completion')::date,
        coalesce(nullif(p_push -> 'evidence', 'null'), '[]'), coalesce(nullif(p_push -> 'obstacles', 'null'), '[]'),
        v_result, coalesce(v_to_state, v_task.state), v_task.version, v_hash)
    on conflict (source_system, event_id) do nothing;
    -- Somebody pushed the same event since it was looked for, and has committed.
    if not found then
        return private.push_repeated(p_push, v_system, v_event, v_hash);
    end if;
    if v_action is not null then
        perform private.push_move(v_task, v_action, v_to_state, p_push);
        v_task.state := v_to_state;
    end if;
    return json_build_object('id', v_id, 'result', v_result, 'task', json_build_object(
        'code', v_task.code, 'state', v_task.state, 'version', v_task.version));
end
$$;
comment on function private.push_one(jsonb, text) is
    'Push, Idempotency-Key. Only the lead agency and the office move the task; a co-agency''s push is a contribution, a sequence lower than one taken before is superseded: both are kept. Raises 422 without a key, 404 for a task the caller may not know, 409 for a state that cannot follow.';
