-- light_at_rest.sql - the light of a task on which its agency has nothing to do now.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.light_at_rest(p_task register.tasks, p_overdue boolean) returns private.light
language plpgsql immutable
as $$
begin
    if p_task.state = 'verified' and p_task.reported_on > p_task.due_on then
        return ('done_late', '{reported_after_due}')::private.light;
    elsif p_task.state = 'verified' then
        return ('done_on_time', '{reported_in_time}')::private.light;
    elsif p_task.state = 'reported' and p_overdue then
        return ('red', '{overdue,reported}')::private.light;
    elsif p_task.state = 'reported' then
        return ('green', '{reported}')::private.light;
    elsif p_overdue then
        return ('grey', array[p_task.state, 'overdue'])::private.light;
    end if;
    return ('grey', array[p_task.state])::private.light;
end
$$;
comment on function private.light_at_rest(register.tasks, boolean) is
    'Verified: by the accepted report against the deadline, as the official counts have it; without a deadline there is none to miss. Reported: the agency waits for the office, however long. Draft, cancelled, suspended: grey.';
