-- task_faults.sql - whether a task is clear enough to be assigned (6 rõ).
create or replace function private.task_faults(p_task register.tasks, p_pointer text default '') returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select case when p_task.lead_agency_id is null
                then private.fault(p_pointer || '/lead_agency', 'required') else '[]' end
        || case when p_task.product is null or p_task.product = ''
                then private.fault(p_pointer || '/product', 'required') else '[]' end
        || case when p_task.due_on is null and not p_task.regular
                then private.fault(p_pointer || '/due_on', 'required') else '[]' end;
$$;
comment on function private.task_faults(register.tasks, text) is
    'A fault for each thing lacking: lead agency, product, and a deadline unless it is a regular duty. The work is its title, which every task has.';
