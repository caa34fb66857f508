-- task_written_json.sql - a task that was just written, with what is to be known of its deadline.
create or replace function private.task_written_json(p_task register.tasks) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_warnings constant json := private.deadline_warnings(array[p_task.due_on]);
begin
    if json_array_length(v_warnings) = 0 then
        return private.task_json(p_task);
    end if;
    return private.members_added(private.task_json(p_task), json_build_object('warnings', v_warnings));
end
$$;
comment on function private.task_written_json(register.tasks) is
    'Schema TaskWritten of the API. Without a warning it is what a read answers.';
