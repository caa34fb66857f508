-- obstacles_property.sql - tests: whatever is done to tasks and obstacles in whatever order, a task is blocked exactly as long as it must be.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(8);
\if :{?seed}
\else
    \set seed 0.57
\endif
select setseed(:seed);
select tests.task('R-' || n, 'assigned', 'so-khcn', '{tinh-uy}') from generate_series(1, 8) as n;

-- One thing done at random by somebody; most of it legal. Its outcome.
create function pg_temp.something(p_step integer) returns text
language plpgsql
as $$
declare
    v_task register.tasks;
    v_obstacle register.obstacles;
    v_who constant text := (array['office', 'office', 'office', 'so-khcn', 'so-khcn', 'tinh-uy'])[1 + floor(random() * 6)::integer];
    v_level constant text := (array['agency', 'agency', 'province', 'central'])[1 + floor(random() * 4)::integer];
    v_title constant text := 'Vướng ' || floor(random() * 4);
    v_body jsonb;
begin
    select t.* into v_task from register.tasks t where t.code like 'R-%' order by random() limit 1;
    select o.* into v_obstacle from register.obstacles o order by random() * case o.state when 'open' then 1 else 5 end limit 1;
    case floor(random() * 9)::integer
        when 0 then
            return 'raise ' || tests.outcome(tests.call(v_who, 'obstacle_create', '', '{}', jsonb_build_object(
                'task', v_task.code, 'title', v_title, 'needs_level', v_level)));
        when 1, 2 then
            return 'push ' || tests.outcome(tests.push(v_who, v_task.code, 'r' || p_step, (array['received', 'in_progress'])[1 + floor(random() * 2)::integer],
                case when random() < 0.3 then jsonb_build_object('obstacles', jsonb_build_array(
                    jsonb_build_object('title', v_title, 'needs_level', v_level), jsonb_build_object('title', upper(v_title)))) else '{}' end));
        when 3, 4, 5 then
            v_body := jsonb_build_object('action', (array['escalate', 'lower', 'solve', 'solve', 'solve', 'reject', 'reopen'])[1 + floor(random() * 7)::integer], 'reason', 'x');
            v_body := v_body || case when v_body ->> 'action' in ('escalate', 'lower') then jsonb_build_object('to_level', v_level)
                                     else '{"document":"57-NQ/TW"}' end;
            return v_body ->> 'action' || ' ' || tests.outcome(tests.call(v_who, 'obstacle_transition', coalesce(v_obstacle.code, 'x'),
                jsonb_build_object('if_match', v_obstacle.version), v_body));
        else
            v_body := jsonb_build_object('action', (array['suspend', 'resume', 'resume', 'block', 'unblock', 'report', 'report', 'return', 'transfer', 'verify', 'reopen', 'reopen'])
                [1 + floor(random() * 12)::integer], 'reason', 'x');
            v_body := v_body || case v_body ->> 'action' when 'transfer' then jsonb_build_object('to_agency', (array['so-khcn', 'ubnd-tinh'])[1 + floor(random() * 2)::integer])
                when 'report' then '{"product":{"document_number":"1/BC"},"evidence":[{"title":"x"}]}' when 'reopen' then '{"document":"57-NQ/TW"}' else '{}' end;
            return v_body ->> 'action' || ' task ' || tests.outcome(tests.call('office', 'task_transition', v_task.code,
                jsonb_build_object('if_match', v_task.version), v_body));
    end case;
end
$$;
create temporary table found (step integer, what text);
create function pg_temp.wrong() returns setof text
language sql
as $$
    with tasks as (
        select t.id, t.code, t.state,
               exists (select from register.obstacles o where o.task_id = t.id and o.state = 'open' and o.needs_level <> 'agency') as waits,
               (select e.obstacle_id is null from register.task_events e where e.task_id = t.id and e.action = 'block' order by e.version desc limit 1) as by_hand
        from register.tasks t where t.code like 'R-%')
    select t.code || ' goes on' from tasks t
    where t.waits and exists (select from register.transitions m where m.action = 'block' and m.from_state = t.state)
    union all select t.code || ' waits for nothing' from tasks t where t.state = 'blocked' and not t.waits and not t.by_hand
    union all select o.code || ' is not as its last step left it' from register.obstacles o
    cross join lateral (select e.state, e.needs_level, e.occurred_on from register.obstacle_events e where e.obstacle_id = o.id order by e.number desc limit 1) as e
    where (e.state, e.needs_level) is distinct from (o.state, o.needs_level) or (o.closed_on is distinct from case when e.state <> 'open' then e.occurred_on end)
$$;
do $$
begin
    for step in 1..1500 loop
        insert into found select step, pg_temp.something(step);
        insert into found select step, 'WRONG ' || w from pg_temp.wrong() as w;
    end loop;
end
$$;
select is_empty($$select step, what from found where what like 'WRONG%'$$, 'after each of 1,500 steps every task is blocked exactly when it must be');
select is_empty($$select what from found where what ~ ' 500|internal'$$, 'nothing broke');
select cmp_ok((select count(*) from found where what ~ ' 20[01]$'), '>', 200::bigint, 'a good part of it was legal');
select is((select count(distinct substring(what from '^[a-z]+(?: task)?')) from found where what ~ ' 20[01]$'), 16::bigint, 'each kind of step was taken');
select is_empty($$select e.task_id, e.version from (
        select v.task_id, v.version, v.from_state, lag(v.to_state) over (partition by v.task_id order by v.version) as before
        from register.task_events v join register.tasks t on t.id = v.task_id where t.code like 'R-%') as e
    where e.before <> e.from_state$$, 'moves follow one upon the other');
select is_empty($$select t.code from register.tasks t
    cross join lateral (select e.to_state from register.task_events e where e.task_id = t.id order by e.version desc limit 1) as e
    where t.code like 'R-%' and e.to_state <> t.state$$, 'and the last led to where the task stands');
select is_empty($$select o.task_id, o.title_words from register.obstacles o where o.state = 'open' group by 1, 2 having count(*) > 1$$, 'no title is open twice');
select is_empty($$select u.id from register.status_updates u join register.task_events e on e.task_id = u.task_id and e.version = u.task_version
    where u.task_code like 'R-%' and u.task_state <> e.to_state$$, 'every push was told how its task stood');
select finish();
rollback;
