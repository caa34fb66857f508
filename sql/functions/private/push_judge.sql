-- push_judge.sql - what becomes of each push: a repeat, a place in the history, a move of its task, or a refusal.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.push_judge(p_pushes private.push[]) returns private.push[]
language plpgsql
as $$
declare
    v_agency constant uuid := private.current_agency();
    v_client constant text := private.current_client();
    v_today constant date := private.today();
    v_pushes private.push[];
begin
    select array_agg((
        j.place, j.index, j.task, j.source_system, j.event_id, j.sequence, j.occurred_at, j.state, j.progress_percent,
        j.summary, j.expected_completion, j.evidence, j.obstacles, j.product, j.content_hash, j.task_id,
        case j.verdict when 'duplicate' then j.known_id else gen_random_uuid() end,
        case j.verdict when 'duplicate' then j.known_task_code else j.now_code end,
        j.now_state,
        case j.verdict when 'duplicate' then j.known_state when 'accepted' then j.next_state else j.now_state end,
        case j.verdict when 'duplicate' then j.known_version when 'accepted' then j.now_version + 1 else j.now_version end,
        case j.verdict when 'accepted' then j.action end,
        j.occurred_on,
        j.verdict,
        case when j.verdict in ('accepted', 'contribution', 'superseded') then 201
             when j.verdict = 'duplicate' then 200 else private.push_status(j.verdict) end,
        case when j.verdict not in ('accepted', 'contribution', 'superseded', 'duplicate') then j.verdict end,
        case when j.verdict not in ('accepted', 'contribution', 'superseded', 'duplicate')
             then case j.verdict when 'agency-closed' then private.agency_faults('/task', j.lead_agency_id)
                                 when 'report-refused' then private.push_report_faults(
                                     j.task_id, j.assigned_on, j.product, j.evidence, j.occurred_on)
                                 else private.push_faults(j.verdict, j.event_id, j.task, j.state, j.now_state) end end
        )::private.push order by j.place)
    into v_pushes
    from (
        select p.place, p.index, p.task, p.source_system, p.event_id, p.sequence, p.occurred_at, p.state,
               p.progress_percent, p.summary, p.expected_completion, p.evidence, p.obstacles, p.product, p.content_hash, p.task_id,
               u.id as known_id, u.task_code as known_task_code, u.task_state as known_state,
               u.task_version as known_version, t.code as now_code, t.state as now_state, t.version as now_version,
               t.lead_agency_id, m.action, m.to_state as next_state, o.occurred_on,
               t.assigned_on,
               case
                   when p.event_id is null then 'invalid-input'
                   -- Only a gateway speaks for other systems than itself.
                   when p.source_system <> v_client and not exists (
                       select from register.api_clients c
                       where c.code = v_client and p.source_system = any (c.source_systems)) then 'invalid-input'
                   when u.id is not null then
                       case when u.content_hash = p.content_hash and p.task in (u.task_code, u.task_id::text)
                            then 'duplicate' else 'key-reused' end
                   when t.id is null then 'not-found'
                   -- Only the lead agency and the office move a task.
                   when t.lead_agency_id <> v_agency then 'contribution'
                   -- Handed over to nobody, or only after the days of grace.
                   when l.valid_to <= v_today and private.agency_acting(l.id, l.valid_to) is null then 'agency-closed'
                   when p.sequence < (select max(s.sequence) from register.status_updates s
                                      where s.task_id = p.task_id and s.source_system = p.source_system) then 'superseded'
                   when m.action is null then 'illegal-transition'
                   -- Asked of reports alone, so that no other push pays for it.
                   when m.action = 'report' and private.push_report_faults(
                       p.task_id, t.assigned_on, p.product, p.evidence, o.occurred_on) <> '[]' then 'report-refused'
                   else 'accepted'
               end as verdict
        from unnest(p_pushes) as p
        left join register.status_updates u on u.source_system = p.source_system and u.event_id = p.event_id
        left join register.tasks t on t.id = p.task_id
        left join register.agencies l on l.id = t.lead_agency_id
        left join register.transitions m on m.pushed_state = p.state and m.from_state = t.state
        -- A day of the source's that has not come yet counts as today.
        cross join lateral (select least(v_today, (p.occurred_at at time zone 'Asia/Ho_Chi_Minh')::date)) as o (occurred_on)
        -- Fence: without it the verdict is worked out anew at each place that names it.
        offset 0) as j;
    return v_pushes;
end
$$;
comment on function private.push_judge(private.push[]) is
    'Fills what follows from the register: id, task_code, from_state, to_state, version, action, occurred_on, result, status, problem, faults. Nothing is written. A repeat gets what was stored then, however late it comes.';
