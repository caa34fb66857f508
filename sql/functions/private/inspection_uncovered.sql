-- inspection_uncovered.sql - the findings about what an inspection does not look at, or not any more.
create or replace function private.inspection_uncovered(p_inspection uuid) returns uuid[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select array(
        select f.id from register.inspection_findings f
        where f.inspection_id = p_inspection and not private.inspection_covers(p_inspection, f.agency_id, f.task_id));
$$;
comment on function private.inspection_uncovered(uuid) is
    'Their ids. A task that went to another agency leaves such behind.';
