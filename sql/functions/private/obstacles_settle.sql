-- obstacles_settle.sql - blocks tasks that an open obstacle keeps from going on, and lets go on those that none does any more.
create or replace function private.obstacles_settle(p_tasks uuid[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    with standing as (
        select t.id, t.state, o.id as obstacle_id, concat(o.code, ': ', o.title) as reason
        from unnest(p_tasks) as w (id)
        join register.tasks t on t.id = w.id
        left join lateral (
            select b.id, b.code, b.title from register.obstacles b
            where b.task_id = t.id and b.state = 'open' and b.needs_level <> 'agency'
            order by b.raised_on, b.code limit 1) as o on true
    ), moves as (
        select s.id, m.action, m.from_state, m.to_state, s.reason, s.obstacle_id
        from standing s
        join register.transitions m on m.action = 'block' and m.from_state = s.state
        where s.obstacle_id is not null
        union all
        -- The reason names what was settled last.
        select s.id, m.action, m.from_state, m.to_state, concat(o.code, ': ', o.title), o.id
        from standing s
        join register.transitions m on m.action = 'unblock' and m.from_state = s.state
        cross join lateral (
            select e.obstacle_id from register.task_events e
            where e.task_id = s.id and e.action = 'block' order by e.version desc limit 1) as b
        cross join lateral (
            select c.id, c.code, c.title from register.obstacles c
            where c.task_id = s.id order by c.updated_at desc, c.code desc limit 1) as o
        where s.obstacle_id is null and b.obstacle_id is not null
    ), moved as (
        update register.tasks t
        set state = m.to_state, version = t.version + 1, updated_at = transaction_timestamp()
        from moves m
        where t.id = m.id
        returning t.id, t.version, m.action, m.from_state, m.to_state, m.reason, m.obstacle_id
    )
    insert into register.task_events (task_id, version, action, from_state, to_state, reason, obstacle_id, occurred_on, client)
    select m.id, m.version, m.action, m.from_state, m.to_state, m.reason, m.obstacle_id, private.today(), private.current_client()
    from moved m;
end
$$;
comment on function private.obstacles_settle(uuid[]) is
    'Tasks the caller has locked. A state from which one may block, with an open obstacle beyond the agencies, becomes blocked; blocked without any becomes unblocked, unless it was blocked by hand: that is undone by hand. With the owner''s rights, because a co-agency''s obstacle blocks a task it does not lead.';
