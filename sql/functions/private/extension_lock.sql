-- extension_lock.sql - takes hold of a request for an extension that is not decided yet, and of its task.
create or replace function private.extension_lock(p_reference text, p_options jsonb, p_action text) returns register.deadline_extensions
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_id constant uuid := private.extension_id(p_reference);
    v_task register.tasks;
    v_extension register.deadline_extensions;
begin
    -- The task first, as everybody does who moves one: nobody waits for a task while holding an extension.
    select t.* into v_task
    from register.tasks t
    where t.id = (select e.task_id from register.deadline_extensions e where e.id = v_id)
    for no key update;
    if v_task.id is null then
        perform private.not_found();
    end if;
    perform private.lead_check(v_task);
    select e.* into v_extension from register.deadline_extensions e where e.id = v_id for no key update;
    perform private.check_version(p_options, v_extension.version);
    if v_extension.state <> 'asked' then
        perform private.refuse(409, 'illegal-transition', private.fault('', 'illegal-transition', v_extension.state, p_action));
    end if;
    return v_extension;
end
$$;
comment on function private.extension_lock(text, jsonb, text) is
    'Of two who decide at once the second finds another version. An agency must lead the task.';
