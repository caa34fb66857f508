-- report_floor.sql - the day before which a task cannot have been reported as done.
create or replace function private.report_floor(p_task uuid, p_assigned_on date) returns date
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    -- A report after a return answers that return: dated before it, it would make a late task timely.
    return greatest(p_assigned_on, (
        select max(e.occurred_on) from register.task_events e
        where e.task_id = p_task and e.action in ('return', 'reopen')));
end
$$;
comment on function private.report_floor(uuid, date) is 'The assignment, or the last return when that is later.';
