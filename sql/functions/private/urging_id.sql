-- urging_id.sql - which urging is meant: a code or an id.
create or replace function private.urging_id(p_reference text) returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_id uuid;
begin
    select u.id into v_id from register.urgings u where u.code = p_reference;
    if v_id is null and private.is_uuid(p_reference) then
        select u.id into v_id from register.urgings u where u.id = p_reference::uuid;
    end if;
    return v_id;
end
$$;
comment on function private.urging_id(text) is 'The id behind a code or an id; null when there is none the caller may see.';
