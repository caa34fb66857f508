-- inspection_covers.sql - whether an inspection looks at an agency, or at a task of it.
create or replace function private.inspection_covers(p_inspection uuid, p_agency uuid, p_task uuid default null) returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select exists (select from register.inspection_agencies a where a.inspection_id = p_inspection and a.agency_id = p_agency)
           and (p_task is null or exists (select from register.tasks t where t.id = p_task and t.agency_ids @> array[p_agency]))
        or exists (
            select from register.tasks t
            where t.agency_ids @> array[p_agency] and t.id = coalesce(p_task, t.id)
              and (t.id in (select i.task_id from register.inspection_tasks i where i.inspection_id = p_inspection)
                   or t.programme_id = (select i.programme_id from register.inspections i where i.id = p_inspection)));
$$;
comment on function private.inspection_covers(uuid, uuid, uuid) is
    'An agency is inspected as a whole, or by a task it leads or joins that is inspected by itself or with its programme.';
