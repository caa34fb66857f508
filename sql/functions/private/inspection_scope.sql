-- inspection_scope.sql - the agencies, tasks and team an inspection has, to compare.
create or replace function private.inspection_scope(p_inspection uuid) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_array(
        (select jsonb_agg(a.agency_id order by a.agency_id) from register.inspection_agencies a where a.inspection_id = p_inspection),
        (select jsonb_agg(t.task_id order by t.task_id) from register.inspection_tasks t where t.inspection_id = p_inspection),
        private.inspection_members(p_inspection));
$$;
comment on function private.inspection_scope(uuid) is 'The same value as long as none of them changes.';
