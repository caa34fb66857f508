-- status_push.sql - POST /v1/status-updates
-- Hot: no search_path of its own (sql/README.md).
create or replace function api.status_push(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
as $$
declare
    v_pushes private.push[] := private.push_read(
        jsonb_build_array(jsonb_build_object('item', p_body)), p_options ->> 'idempotency_key');
    v_push private.push;
begin
    v_pushes := private.push_take(private.push_lock(v_pushes));
    v_push := v_pushes[1];
    if v_push.problem = 'agency-closed' then
        perform private.refuse(v_push.status, v_push.problem, v_push.faults, private.push_successors(v_push.task_id));
    elsif v_push.problem is not null then
        perform private.refuse(v_push.status, v_push.problem, v_push.faults);
    end if;
    return (v_push.status, null, null, null, json_build_object(
        'id', v_push.id, 'result', v_push.result,
        'task', private.push_task(v_push)), false)::api.answer;
end
$$;
comment on function api.status_push(text, jsonb, jsonb) is
    'One status push; option idempotency_key stands in for source.event_id. 201, or 200 for a repeat, with what was stored then.';
