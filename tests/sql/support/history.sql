-- history.sql - a random history of tasks over the year 2025, put straight into the tables, and the official counts worked out of it the long way.

-- Moves, changes of terms and pushes of each task, in the order of time; by a legal move each, but for that nothing is meant.
create function tests.history(p_tasks integer, p_agencies uuid[], p_programmes uuid[]) returns void
language plpgsql
as $$
declare
    v_end constant timestamptz := '2026-01-15T08:00:00+07:00';
    v_at timestamptz;
    v_move register.transitions;
    v_task register.tasks;
begin
    for i in 1..p_tasks loop
        v_task := null;
        v_task.id := gen_random_uuid();
        v_task.state := 'draft';
        v_task.version := 1;
        v_task.lead_agency_id := p_agencies[1 + floor(random() * cardinality(p_agencies))::integer];
        v_task.programme_id := p_programmes[1 + floor(random() * (cardinality(p_programmes) + 1))::integer];
        v_task.pillar := (array['the-che', 'ha-tang', null])[1 + floor(random() * 3)::integer];
        v_task.key := random() < 0.2;
        v_task.regular := random() < 0.05;
        v_task.product := 'Báo cáo';
        v_at := timestamptz '2025-01-01T00:00:00+07:00' + random() * interval '250 days';
        v_task.due_on := v_at::date + (random() * 200)::integer;
        v_task.created_at := v_at;
        insert into register.tasks (id, code, title) values (v_task.id, 'H-' || i, 'Nhiệm vụ ' || i);
        perform tests.terms(v_task, v_at);
        for step in 1..4 + floor(random() * 14)::integer loop
            exit when v_at > v_end;
            v_task.updated_at := v_at;
            v_task.version := v_task.version + 1;
            if step = 1 or random() < 0.7 then
                select m.* into v_move from register.transitions m
                where m.from_state = v_task.state and m.action <> 'progress' and (m.action <> 'cancel' or random() < 0.1)
                order by random() * case when m.action in ('assign', 'report', 'verify') then 0.4 else 1 end limit 1;
                exit when v_move.action is null;
                v_task.state := v_move.to_state;
                if v_move.action in ('assign', 'transfer') then
                    v_task.lead_agency_id := p_agencies[1 + floor(random() * cardinality(p_agencies))::integer];
                    v_task.product := 'Báo cáo';
                    perform tests.terms(v_task, v_at);
                end if;
                insert into register.task_events (task_id, version, action, from_state, to_state, occurred_on, recorded_at, client)
                values (v_task.id, v_task.version, v_move.action, v_move.from_state, v_move.to_state,
                        (v_at at time zone 'Asia/Ho_Chi_Minh')::date - floor(random() * random() * 20)::integer, v_at, 'office')
                returning case when v_move.action = 'report' then occurred_on else v_task.reported_on end into v_task.reported_on;
            elsif random() < 0.5 then
                v_task.due_on := v_task.due_on + (random() * 60)::integer - 10;
                v_task.key := random() < 0.2;
                v_task.regular := random() < 0.05;
                v_task.programme_id := p_programmes[1 + floor(random() * (cardinality(p_programmes) + 1))::integer];
                v_task.product := case when v_task.state <> 'draft' or random() < 0.5 then 'Báo cáo' end;
                perform tests.terms(v_task, v_at);
            else
                insert into register.status_updates (task_id, task_code, client, source_system, event_id, state, result, task_state,
                                                     task_version, content_hash, received_at)
                select v_task.id, 'H-' || i, 'x', 'x', i || '-' || step, 'in_progress', r.result, v_task.state, v_task.version, '', v_at
                from (select (array['accepted', 'accepted', 'superseded', 'contribution'])[1 + floor(random() * 4)::integer] as result offset 0) as r
                returning case result when 'accepted' then v_at else v_task.last_pushed_at end into v_task.last_pushed_at;
            end if;
            v_at := v_at + random() * random() * interval '50 days';
            -- Midnight is the edge between two days.
            if random() < 0.1 then
                v_at := date_trunc('day', v_at + interval '1 day', 'Asia/Ho_Chi_Minh');
            end if;
        end loop;
        update register.tasks t
        set state = v_task.state, version = v_task.version, lead_agency_id = v_task.lead_agency_id, programme_id = v_task.programme_id,
            pillar = v_task.pillar, key = v_task.key, regular = v_task.regular, due_on = v_task.due_on, due_precision = 'day',
            product = v_task.product,
            reported_on = v_task.reported_on, last_pushed_at = v_task.last_pushed_at, created_at = v_task.created_at,
            updated_at = coalesce(v_task.updated_at, v_task.created_at)
        where t.id = v_task.id;
    end loop;
end
$$;

create function tests.terms(p_task register.tasks, p_at timestamptz) returns void
language sql
as $$
    insert into register.task_terms (task_id, lead_agency_id, programme_id, pillar, key, regular, due_on, gaps, recorded_at)
    values (p_task.id, p_task.lead_agency_id, p_task.programme_id, p_task.pillar, p_task.key, p_task.regular, p_task.due_on,
            array_remove(array['responsible', case when p_task.product is null then 'product' end, 'authority', 'source_document'], null), p_at);
$$;

-- The definitions as an official would read them, task by task: what had been recorded by the end of the day, in order.
create function tests.figures_of(p_day date, p_task uuid, out state text, out class text, out lead uuid, out programme uuid, out pillar text,
                                 out key boolean, out due_on date, out reported_on date, out accepted_on date, out assigned_on date,
                                 out pushed_on date, out without_product boolean, out regular boolean)
language plpgsql
as $$
declare
    e record;
begin
    for e in select v.lead_agency_id, v.programme_id, v.pillar, v.key, v.regular, v.due_on, v.gaps from register.task_terms v
             where v.task_id = p_task and (v.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date <= p_day order by v.number loop
        state := 'draft';
        lead := e.lead_agency_id; programme := e.programme_id; pillar := e.pillar; key := e.key;
        regular := e.regular; due_on := e.due_on; without_product := 'product' = any (e.gaps);
    end loop;
    for e in select v.action, v.to_state, v.occurred_on from register.task_events v
             where v.task_id = p_task and (v.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date <= p_day order by v.version loop
        state := e.to_state;
        if e.action = 'assign' then assigned_on := e.occurred_on; end if;
        if e.action = 'report' then reported_on := e.occurred_on; end if;
        if e.action = 'verify' then accepted_on := reported_on; end if;
        if e.action = 'reopen' then accepted_on := null; end if;
    end loop;
    for e in select v.received_at from register.status_updates v
             where v.task_id = p_task and v.result = 'accepted'
               and (v.received_at at time zone 'Asia/Ho_Chi_Minh')::date <= p_day order by v.number loop
        pushed_on := (e.received_at at time zone 'Asia/Ho_Chi_Minh')::date;
    end loop;
    if state is null or state in ('draft', 'cancelled') or regular then
        return;
    elsif accepted_on <= due_on then
        class := 'done_on_time';
    elsif accepted_on > due_on then
        class := 'done_late';
    elsif state = 'reported' then
        -- It is for the office to verify; the agency is late if its report was.
        class := case when reported_on <= due_on then 'open_in_term' else 'open_overdue' end;
    else
        class := case when p_day <= due_on then 'open_in_term' else 'open_overdue' end;
    end if;
end
$$;
