-- push_entry.sql - what the answer to a batch says of one push.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.push_entry(p_push private.push) returns json
language plpgsql stable
as $$
begin
    if p_push.problem = 'agency-closed' then
        return json_build_object('index', p_push.index, 'status', p_push.status, 'code', p_push.problem,
                                 'errors', p_push.faults, 'successors', private.push_successors(p_push.task_id) -> 'successors');
    elsif p_push.problem is not null then
        return json_build_object('index', p_push.index, 'status', p_push.status, 'code', p_push.problem,
                                 'errors', p_push.faults);
    end if;
    return json_build_object(
        'index', p_push.index, 'status', p_push.status, 'id', p_push.id, 'result', p_push.result,
        'task', private.push_task(p_push));
end
$$;
comment on function private.push_entry(private.push) is 'Taken: id, result, task. Refused: problem and faults, for a task of an agency that has ended its successors.';
