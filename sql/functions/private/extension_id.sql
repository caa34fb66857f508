-- extension_id.sql - which request for an extension is meant: a code or an id.
create or replace function private.extension_id(p_reference text) returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_id uuid := (select e.id from register.deadline_extensions e where e.code = p_reference);
begin
    if v_id is null and private.is_uuid(p_reference) then
        v_id := (select e.id from register.deadline_extensions e where e.id = p_reference::uuid);
    end if;
    return v_id;
end
$$;
comment on function private.extension_id(text) is 'The id behind a code or an id; null when there is none the caller may see.';
