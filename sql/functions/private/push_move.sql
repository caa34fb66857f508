-- push_move.sql - lets a push move its task.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.push_move(p_task register.tasks, p_action text, p_to_state text, p_push jsonb) returns void
language plpgsql
as $$
declare
    v_day constant date := least(
        private.today(), ((p_push #>> '{source,occurred_at}')::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date);
begin
    update register.tasks t
    set state = p_to_state,
        progress_percent = coalesce((p_push ->> 'progress_percent')::smallint, t.progress_percent),
        summary = coalesce(p_push ->> 'summary', t.summary),
        expected_completion = coalesce((p_push ->> 'expected_completion')::date, t.expected_completion),
        reported_on = case p_action when 'report' then v_day else t.reported_on end,
        last_pushed_at = transaction_timestamp(),
        version = p_task.version,
        updated_at = transaction_timestamp()
    where t.id = p_task.id;
    if p_action <> 'progress' then
        insert into register.task_events (task_id, version, action, from_state, to_state, occurred_on, client)
        values (p_task.id, p_task.version, p_action, p_task.state, p_to_state, v_day, private.current_client());
    end if;
end
$$;
comment on function private.push_move(register.tasks, text, text, jsonb) is
    'task: as it stands but with its next version. What the push leaves out stays as it was. A day of the source''s that has not come yet counts as today.';
