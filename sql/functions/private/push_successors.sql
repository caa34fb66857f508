-- push_successors.sql - who came after the agency that leads a task.
create or replace function private.push_successors(p_task uuid) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select private.successors_member(t.lead_agency_id) from register.tasks t where t.id = p_task;
$$;
comment on function private.push_successors(uuid) is 'As private.successors_member.';
