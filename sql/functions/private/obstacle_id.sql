-- obstacle_id.sql - which obstacle is meant: a code or an id.
create or replace function private.obstacle_id(p_reference text) returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_id uuid;
begin
    select o.id into v_id from register.obstacles o where o.code = p_reference;
    if v_id is null and private.is_uuid(p_reference) then
        select o.id into v_id from register.obstacles o where o.id = p_reference::uuid;
    end if;
    return v_id;
end
$$;
comment on function private.obstacle_id(text) is 'The id behind a code or an id; null when there is none the caller may see.';
