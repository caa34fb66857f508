-- push_repeated.sql - the answer to a push whose event is known already.
create or replace function private.push_repeated(p_push jsonb, p_system text, p_event text, p_hash bytea) returns json
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_stored record;
begin
    select u.id, u.task_id, u.task_code, u.task_state, u.task_version, u.content_hash into v_stored
    from register.status_updates u where u.source_system = p_system and u.event_id = p_event;
    -- Not even visible: the key belongs to somebody else's push, which cannot be the same content.
    if v_stored.id is null or v_stored.content_hash <> p_hash
       or p_push ->> 'task' not in (v_stored.task_code, v_stored.task_id::text) then
        perform private.refuse(422, 'key-reused', private.fault('/source/event_id', 'key-reused'));
    end if;
    return json_build_object('id', v_stored.id, 'result', 'duplicate', 'task', json_build_object(
        'code', v_stored.task_code, 'state', v_stored.task_state, 'version', v_stored.task_version));
end
$$;
comment on function private.push_repeated(jsonb, text, text, bytea) is
    'What was stored then, however late the repeat and whatever happened to the task since; 422 key-reused for another content.';
