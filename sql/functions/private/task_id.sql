-- task_id.sql - which task is meant: a code or an id.
create or replace function private.task_id(p_reference text) returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_id uuid;
begin
    select t.id into v_id from register.tasks t where t.code = p_reference;
    if v_id is null and private.is_uuid(p_reference) then
        select t.id into v_id from register.tasks t where t.id = p_reference::uuid;
    end if;
    return v_id;
end
$$;
comment on function private.task_id(text) is 'The id behind a code or an id; null when there is none the caller may see.';
