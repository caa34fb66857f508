-- inspection_touch.sql - a part of an inspection has changed, so the whole has.
create or replace function private.inspection_touch(p_inspection uuid) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    update register.inspections i set version = i.version + 1, updated_at = transaction_timestamp() where i.id = p_inspection;
$$;
comment on function private.inspection_touch(uuid) is 'The version is that of the inspection with its scope, team, findings and recommendations.';
