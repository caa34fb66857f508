-- push_judge.sql - what becomes of each push: a repeat, a place in the history, a move of its task, or a refusal.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.push_judge(p_pushes private.push[]) returns private.push[]
language plpgsql
as $$
declare
    v_agency constant uuid := private.current_agency();
    v_systems constant text[] := private.source_systems(p_pushes);
    v_today constant date := private.today();
    v_pushes private.push[];
begin
    select array_agg((
        p.place, p.index, p.task, p.source_system, p.event_id, p.sequence, p.occurred_at, p.state, p.progress_percent,
        p.summary, p.expected_completion, p.evidence, p.obstacles, p.content_hash, p.task_id,
        case when v.verdict = 'duplicate' then u.id when v.kept then gen_random_uuid() end,
        case when v.verdict = 'duplicate' then u.task_code else t.code end,
        t.state,
        case when v.verdict = 'duplicate' then u.task_state when v.moves then m.to_state else t.state end,
        case when v.verdict = 'duplicate' then u.task_version when v.moves then t.version + 1 else t.version end,
        case when v.moves then m.action end,
        -- A day of the source's that has not come yet counts as today.
        least(v_today, (p.occurred_at at time zone 'Asia/Ho_Chi_Minh')::date),
        case when v.kept or v.verdict = 'duplicate' then v.verdict end,
        case v.verdict when 'duplicate' then 200 when 'not-found' then 404 when 'illegal-transition' then 409
                       when 'invalid-input' then 422 when 'key-reused' then 422 else 201 end,
        case when not v.kept and v.verdict <> 'duplicate' then v.verdict end,
        case when not v.kept and v.verdict <> 'duplicate' then private.push_faults(p, v.verdict, t.state) end
        )::private.push order by p.place)
    into v_pushes
    from unnest(p_pushes) as p
    left join register.status_updates u on u.source_system = p.source_system and u.event_id = p.event_id
    left join register.tasks t on t.id = p.task_id
    left join register.transitions m on m.pushed_state = p.state and m.from_state = t.state
    cross join lateral (select case
        when p.event_id is null or p.source_system <> all (v_systems) then 'invalid-input'
        when u.id is not null then
            case when u.content_hash = p.content_hash and p.task in (u.task_code, u.task_id::text)
                 then 'duplicate' else 'key-reused' end
        when t.id is null then 'not-found'
        -- Only the lead agency and the office move a task.
        when t.lead_agency_id <> v_agency then 'contribution'
        when p.sequence < (select max(s.sequence) from register.status_updates s
                           where s.task_id = p.task_id and s.source_system = p.source_system) then 'superseded'
        when m.action is null then 'illegal-transition'
        else 'accepted' end as verdict) as j
    cross join lateral (select j.verdict, j.verdict = 'accepted' as moves,
                               j.verdict in ('accepted', 'contribution', 'superseded') as kept) as v;
    return v_pushes;
end
$$;
comment on function private.push_judge(private.push[]) is
    'Fills what follows from the register: id, task_code, from_state, to_state, version, action, occurred_on, result, status, problem, faults. Nothing is written. A repeat gets what was stored then, however late it comes.';
