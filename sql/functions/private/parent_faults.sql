-- parent_faults.sql - an agency is not below itself.
create or replace function private.parent_faults(p_agency uuid, p_parent uuid) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (
        with recursive above as (
            select a.id, a.parent_id from register.agencies a where a.id = p_parent
            union
            select a.id, a.parent_id from register.agencies a join above on a.id = above.parent_id)
        select from above where above.id = p_agency) then
        return private.fault('/parent', 'circular');
    end if;
    return '[]';
end
$$;
comment on function private.parent_faults(uuid, uuid) is 'A fault when the parent is the agency itself or stands below it.';
