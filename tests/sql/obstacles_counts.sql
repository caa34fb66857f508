-- obstacles_counts.sql - tests: obstacles counted on any day of a random history against a count made the long way; batches of pushes that raise them.
begin;
set search_path = public, tap;
set local steer.today = '2026-01-15';
select plan(21);

select tests.call('office', 'agency_create', '', '{}', jsonb_build_object('code', 'so-' || n, 'name_vi', 'Sở ' || n, 'kind', 'department'))
from generate_series(1, 8) as n;
set local session_replication_role = replica;
select setseed(0.57);
select tests.history(600, (select array_agg(id order by code collate "C") from register.agencies where code ~ '^so-[0-9]'), '{}');
-- Obstacles of the past: raised once the task was there, then moved on at random.
create temporary table steps as
    select gen_random_uuid() as id, t.id as task_id, 'VM-2025-' || row_number() over () as code, t.created_at + random() * interval '60 days' as at,
           (array['agency', 'province', 'central'])[1 + floor(random() * 3)::integer] as level, floor(random() * 5)::integer as more
    from register.tasks t cross join generate_series(1, 2) where t.code like 'H-%';
insert into register.obstacles (id, code, task_id, title, needs_level, raised_on, created_at, updated_at)
select id, code, task_id, code, level, (at at time zone 'Asia/Ho_Chi_Minh')::date - 2, at, at from steps;
insert into register.obstacle_events (obstacle_id, number, action, state, needs_level, occurred_on, client, recorded_at)
select s.id, n, case n when 1 then 'raised' else 'escalated' end,
       case when n = 1 or n = 3 then 'open' when s.more = 4 then 'rejected' else 'solved' end,
       case when n > 2 then 'province' else s.level end, (s.at at time zone 'Asia/Ho_Chi_Minh')::date, 'x', s.at + (n - 1) * interval '19 days'
from steps s cross join generate_series(1, 1 + s.more) as n;
update register.obstacles o set (state, needs_level, closed_on) = (
    select e.state, e.needs_level, case when e.state <> 'open' then e.occurred_on end from register.obstacle_events e
    where e.obstacle_id = o.id order by e.number desc limit 1)
where o.code like 'VM-2025-%';
set local session_replication_role = origin;
analyze register.tasks, register.task_events, register.task_terms, register.obstacles, register.obstacle_events;

create function pg_temp.asked(p_day date, p_by text, p_more jsonb default '{}') returns setof jsonb
language sql as $$
    select i from jsonb_array_elements(tests.call('office', 'dashboard_obstacles', '',
        jsonb_build_object('as_of', p_day, 'by', p_by, 'limit', 500) || p_more) -> 'body' -> 'items') as i;
$$;
-- As one would count by hand: the last step of each known by the end of the day.
create temporary table known as
    select d.day, s.task_id, a.code::text collate "default" as agency, l.state, l.needs_level as level, d.day - o.raised_on as age, f.state as task_state
    from unnest('{2025-03-31,2025-06-30,2025-09-30,2025-12-31,2026-01-15}'::date[]) as d (day)
    cross join steps s
    join register.obstacles o on o.id = s.id
    cross join lateral (
        select e.state, e.needs_level from register.obstacle_events e
        where e.obstacle_id = s.id and (e.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date <= d.day
        order by e.recorded_at desc limit 1) as l
    cross join lateral tests.figures_of(d.day, s.task_id) as f
    left join register.agencies a on a.id = f.lead;
select cmp_ok((select count(*) from known where day = '2025-12-31'), '>', 1000::bigint, 'there is a history');
select results_eq(format($$select i ->> 'agency', i ->> 'needs_level', (i ->> 'total')::bigint, (i ->> 'open')::bigint, (i ->> 'solved')::bigint, (i ->> 'rejected')::bigint,
                   (i ->> 'open_on_finished')::bigint, (i ->> 'oldest_days')::integer, i ->> 'median_days', (i ->> 'blocked_tasks')::bigint
            from pg_temp.asked(%L, 'agency_level') as i order by 1, 2$$, d.day),
    format($$select agency, level, count(*), count(*) filter (where state = 'open'), count(*) filter (where state = 'solved'),
                   count(*) filter (where state = 'rejected'), count(*) filter (where state = 'open' and task_state in ('verified', 'cancelled')),
                   max(age) filter (where state = 'open'),
                   to_char(percentile_cont(0.5) within group (order by age) filter (where state = 'open'), 'FM99990.0'),
                   count(distinct task_id) filter (where state = 'open' and level <> 'agency' and task_state = 'blocked')
            from known where day = %L group by 1, 2 order by 1, 2$$, d.day), 'as it was known on ' || d.day)
from unnest('{2025-03-31,2025-06-30,2025-09-30,2025-12-31,2026-01-15}'::date[]) as d (day);
select is((select sum((i ->> 'total')::integer) from pg_temp.asked('2025-09-30', b.by) as i),
          (select count(*) from known where day = '2025-09-30'), 'the totals by ' || b.by || ' add up')
from unnest('{agency_level,agency,level,total}'::text[]) as b (by);
select is((select string_agg(i ->> 'needs_level', ' ') from pg_temp.asked('2025-09-30', 'level') as i), 'agency province central', 'levels come in their order');
select is((select sum((i ->> 'total')::integer) from pg_temp.asked('2025-09-30', 'total', '{"agency":"so-1"}') as i),
          (select count(*) from known where day = '2025-09-30' and agency = 'so-1'), 'filtered by who led the task that day');
select is(tests.faults(tests.call('office', 'dashboard_obstacles', '', '{"as_of":"2026-01-16"}')), '{"as_of":"in-future"}', 'of a day to come there is nothing');
create temporary table before as select pg_temp.asked('2025-12-31', 'total') as item;
select tests.call('office', 'obstacle_transition', o.code, jsonb_build_object('if_match', o.version),
                  '{"action":"solve","document":"57-NQ/TW"}') from register.obstacles o where o.code like 'VM-2025-%' and o.state = 'open' limit 20;
select is((select pg_temp.asked('2025-12-31', 'total')), (select item from before), 'a past day asked again is the same, whatever was solved since');

-- A batch is taken set by set.
select tests.task('OB-' || n, 'assigned') from generate_series(1, 300) as n;
create function pg_temp.batch(p_options jsonb, p_items jsonb) returns jsonb
language sql as $$
    select tests.call('so-khcn', 'status_batch', '', p_options, jsonb_build_object('items', (
        select jsonb_agg(jsonb_build_object('index', i.place - 1, 'item', i.item) order by i.place)
        from jsonb_array_elements(p_items) with ordinality as i (item, place))));
$$;
create function pg_temp.item(p_task text, p_event text, p_level text) returns jsonb
language sql as $$
    select jsonb_build_object('task', p_task, 'source', jsonb_build_object('event_id', p_event), 'state', 'in_progress',
                              'obstacles', jsonb_build_array(jsonb_build_object('title', 'Thiếu vốn', 'needs_level', p_level)));
$$;
create temporary table many as select pg_temp.batch('{}', (
    select jsonb_agg(pg_temp.item('OB-' || n, 'ob-' || n, case n % 3 when 0 then 'agency' else 'province' end) order by n) from generate_series(1, 300) as n)) as answer;
select results_eq($$select i -> 'task' ->> 'state', i -> 'task' ->> 'version', count(*) from many, jsonb_array_elements(answer -> 'body' -> 'items') as i group by 1, 2 order by 1$$,
    $$values ('blocked', '3', 200::bigint), ('in_progress', '2', 100)$$, 'each answers as its task stands in the end');
select results_eq($$select state, version, count(*) from register.tasks where code like 'OB-%' group by 1, 2 order by 1$$,
    $$values ('blocked', 3, 200::bigint), ('in_progress', 2, 100)$$, 'and so they stand');
select is((select count(distinct code) from register.obstacles where title = 'Thiếu vốn'), 300::bigint, 'every obstacle has a code of its own');
select is((select count(*) from jsonb_array_elements(pg_temp.batch('{}', (
    select jsonb_agg(pg_temp.item('OB-' || n, 'ob-' || n, case n % 3 when 0 then 'agency' else 'province' end) order by n) from generate_series(1, 300) as n))
    -> 'body' -> 'items') as i where i ->> 'result' = 'duplicate' and i -> 'task' = (
        select m -> 'task' from many, jsonb_array_elements(answer -> 'body' -> 'items') as m where m -> 'index' = i -> 'index')), 300::bigint,
    'repeats are told what was told, and raise nothing');
-- Two pushes to one task, with the same obstacle; and all or nothing.
select tests.task('OB-A', 'assigned');
select is((select array_agg(i -> 'task' ->> 'version') from jsonb_array_elements(pg_temp.batch('{}', jsonb_build_array(
    pg_temp.item('OB-A', 'a1', 'province'), pg_temp.item('OB-A', 'a2', 'central'))) -> 'body' -> 'items') as i), array['3', '4'], 'one after the other');
select tests.task('OB-B', 'assigned');
select is(tests.faults(pg_temp.batch('{"atomic":true}', jsonb_build_array(pg_temp.item('OB-B', 'b1', 'province'), pg_temp.item('OB-0', 'b2', 'province')))),
    '{"/items/1/task":"not-found"}', 'with atomic one refusal refuses all');
select is((select count(*) from register.obstacles o join register.tasks t on t.id = o.task_id where t.code in ('OB-A', 'OB-B')), 1::bigint, 'nothing is raised twice or by halves');
select finish();
rollback;
