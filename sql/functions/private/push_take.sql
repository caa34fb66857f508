-- push_take.sql - takes pushes, no two of them to one task: judges each, keeps it, moves its task.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.push_take(p_pushes private.push[]) returns private.push[]
language plpgsql
as $$
declare
    v_client constant text := private.current_client();
    v_agency constant uuid := private.current_agency();
    v_pushes private.push[] := private.push_judge(p_pushes);
    v_one private.push := v_pushes[1];
    v_alone constant boolean := cardinality(v_pushes) = 1;
    v_fresh bigint;
    v_kept bigint;
begin
    insert into register.status_updates (
        id, task_id, task_code, agency_id, client, source_system, event_id, sequence, occurred_at, state,
        progress_percent, summary, expected_completion, evidence, obstacles, result, task_state, task_version, content_hash)
    select p.id, p.task_id, p.task_code, v_agency, v_client, p.source_system, p.event_id, p.sequence, p.occurred_at,
           p.state, p.progress_percent, p.summary, p.expected_completion, p.evidence, p.obstacles, p.result, p.to_state,
           p.version, p.content_hash
    from unnest(v_pushes) as p
    where p.status = 201
    order by p.place
    on conflict (source_system, event_id) do nothing;
    get diagnostics v_kept = row_count;
    if v_kept < cardinality(v_pushes) then
        select count(*) into v_fresh from unnest(v_pushes) as p where p.status = 201;
        -- Somebody pushed the same events since they were looked for, and has committed.
        if v_kept < v_fresh and v_kept = 0 then
            return private.push_lost(p_pushes);
        elsif v_kept < v_fresh then
            raise exception 'some of the events were pushed meanwhile' using errcode = 'ST003';
        end if;
    end if;
    -- To start a statement costs more than to find that there is nothing to do.
    if v_alone and v_one.action is null then
        return v_pushes;
    end if;

    update register.tasks t
    set state = p.to_state,
        progress_percent = coalesce(p.progress_percent, t.progress_percent),
        summary = coalesce(p.summary, t.summary),
        expected_completion = coalesce(p.expected_completion, t.expected_completion),
        reported_on = case p.action when 'report' then p.occurred_on else t.reported_on end,
        last_pushed_at = transaction_timestamp(),
        version = p.version,
        updated_at = transaction_timestamp()
    from unnest(v_pushes) as p
    where t.id = p.task_id and p.action is not null;

    if v_alone and v_one.action = 'progress' then
        return v_pushes;
    end if;
    insert into register.task_events (task_id, version, action, from_state, to_state, occurred_on, client)
    select p.task_id, p.version, p.action, p.from_state, p.to_state, p.occurred_on, v_client
    from unnest(v_pushes) as p
    where p.action <> 'progress';
    return v_pushes;
end
$$;
comment on function private.push_take(private.push[]) is
    'The tasks are locked by private.push_lock. What a push leaves out of a task stays as it was. Refused pushes come back with status and problem; ST003 when another transaction took some of the events first: to be tried again one by one.';
