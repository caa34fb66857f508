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
    -- As the tasks stand in the end: with what their obstacles do to them.
    v_settled private.push[] := v_pushes;
    v_obstacles private.obstacle_draft[];
    v_fresh bigint;
    v_kept bigint;
begin
    if not v_alone or v_one.obstacles <> '[]' then
        v_obstacles := private.push_obstacles(v_pushes);
        if v_obstacles <> '{}' then
            v_settled := private.push_blocked(v_pushes, v_obstacles);
        end if;
    end if;
    insert into register.status_updates (
        id, task_id, task_code, agency_id, client, source_system, event_id, sequence, occurred_at, state,
        progress_percent, summary, expected_completion, evidence, obstacles, product, result, task_state, task_version, content_hash)
    select p.id, p.task_id, p.task_code, v_agency, v_client, p.source_system, p.event_id, p.sequence, p.occurred_at,
           p.state, p.progress_percent, p.summary, p.expected_completion, p.evidence, p.obstacles, p.product, p.result, p.to_state,
           p.version, p.content_hash
    from unnest(v_settled) as p
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
    if not v_alone or v_one.action is not null then
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
    end if;
    if not v_alone or v_one.action <> 'progress' then
        insert into register.task_events (
            task_id, version, action, from_state, to_state, occurred_on, client, document_id, product, evidence)
        select p.task_id, p.version, p.action, p.from_state, p.to_state, p.occurred_on, v_client,
               case p.action when 'report' then private.document_id(p.product ->> 'document') end,
               case p.action when 'report' then p.product end, case p.action when 'report' then p.evidence end
        from unnest(v_pushes) as p
        where p.action <> 'progress';
    end if;
    if v_obstacles <> '{}' then
        perform private.obstacles_raise(v_obstacles);
    end if;
    return v_settled;
end
$$;
comment on function private.push_take(private.push[]) is
    'The tasks are locked by private.push_lock. What a push leaves out of a task stays as it was. Refused pushes come back with status and problem; ST003 when another transaction took some of the events first: to be tried again one by one.';
