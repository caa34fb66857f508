-- move_floor.sql - the day before which a move of a task cannot have happened.
create or replace function private.move_floor(p_task register.tasks, p_action text) returns date
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return case when p_action = 'report' then private.report_floor(p_task.id, p_task.assigned_on)
                when p_action in ('verify', 'return') then p_task.reported_on
                when p_action = 'reopen' then p_task.verified_on end;
end
$$;
comment on function private.move_floor(register.tasks, text) is
    'A report is not older than the assignment, verification and return are not older than the report. Null for moves that have no such day.';
