-- counts_handover.sql - tests: the official counts of past days across extensions, obstacles, returns and an agency merger say what was known then, under the names of then.
begin;
set search_path = public, tap;
set local steer.today = '2025-02-01';
select plan(27);

-- What was done since the last call, as if it had been recorded at that moment; triggers would say now.
create function pg_temp.happened(p_at timestamptz) returns void language plpgsql as $$
begin
    perform set_config('session_replication_role', 'replica', true);
    update register.task_terms set recorded_at = p_at where recorded_at = transaction_timestamp();
    update register.task_events set recorded_at = p_at where recorded_at = transaction_timestamp();
    update register.obstacle_events set recorded_at = p_at where recorded_at = transaction_timestamp();
    update register.status_updates set received_at = p_at where received_at = transaction_timestamp();
    update register.tasks set last_pushed_at = p_at where last_pushed_at = transaction_timestamp();
    update register.tasks set updated_at = p_at where updated_at = transaction_timestamp();
    update register.agency_versions v set known = tstzrange(least(lower(v.known), p_at), case when upper(v.known) > p_at then p_at else upper(v.known) end)
    where agency_id in (select id from register.agencies where code ~ '^m-') and greatest(lower(v.known), upper(v.known)) > transaction_timestamp();
    perform set_config('session_replication_role', 'origin', true);
end
$$;
create function pg_temp.on(p_day text) returns void language sql as $$ select set_config('steer.today', p_day, true); $$;
create function pg_temp.did(p_operation text, p_object text, p_body jsonb, p_client text default 'office') returns text language sql as $$
    select tests.outcome(tests.call(p_client, p_operation, p_object, jsonb_build_object('if_match', coalesce(
        (select t.version from register.tasks t where t.code = p_object), (select e.version from register.deadline_extensions e where e.code = p_object),
        (select o.version from register.obstacles o where o.code = p_object), 1)), p_body));
$$;
create function pg_temp.moved(p_task text, p_body jsonb) returns text language sql as $$ select pg_temp.did('task_transition', p_task, p_body); $$;
create function pg_temp.changed(p_body jsonb) returns text language sql as $$
    select pg_temp.did('agency_plan_apply', tests.call('office', 'agency_plan_create', '', '{}', p_body) -> 'body' ->> 'id', '{"document":"57-NQ/TW"}');
$$;

select tests.call('office', 'agency_create', '', '{}', jsonb_build_object('code', c, 'name_vi', n, 'kind', 'department', 'valid_from', '2010-01-01'))
from (values ('m-a', 'Sở A'), ('m-b', 'Sở B')) as a (c, n);
select private.bootstrap_client('m-a-sys', 'x', 'agency', 'm-a', '{status:push,task:read}');
select pg_temp.did('task_create', '', jsonb_build_object('code', c, 'title', c, 'lead_agency', l, 'product', 'Báo cáo', 'due_on', d))
from (values ('CH-1', 'm-a', '2025-03-31'), ('CH-2', 'm-b', '2025-04-30'), ('CH-3', 'm-a', '2025-02-28'), ('CH-4', 'm-b', '2025-12-31'), ('CH-5', 'm-a', '2025-06-30')) as t (c, l, d);
select pg_temp.moved(c, '{"action":"assign"}') from unnest('{CH-1,CH-2,CH-3,CH-4,CH-5}'::text[]) as c;
select pg_temp.happened('2025-02-01T08:00:00+07:00');

select pg_temp.on('2025-02-10');
select pg_temp.moved('CH-3', '{"action":"report"}' || tests.report()), pg_temp.moved('CH-3', '{"action":"verify"}');
select pg_temp.happened('2025-02-10T09:00:00+07:00');
-- Asked before the deadline, granted after it; nothing moves before that.
select pg_temp.on('2025-03-25');
create temporary table asked as select tests.call('m-a-sys', 'extension_create', 'CH-1', '{}', '{"reason":"Chờ vốn","due_on":"2025-05-31"}') -> 'body' ->> 'code' as code;
select pg_temp.happened('2025-03-25T09:00:00+07:00');
select pg_temp.on('2025-04-05');
select is(pg_temp.did('extension_decide', code, '{"decision":"grant"}'), '200', 'an extension is granted') from asked;
select pg_temp.happened('2025-04-05T09:00:00+07:00');
-- Blocked; the month after, returned.
select pg_temp.on('2025-04-10');
select is(pg_temp.did('obstacle_create', '', '{"task":"CH-2","title":"Thiếu vốn","needs_level":"province"}'), '201', 'an obstacle is raised');
select pg_temp.happened('2025-04-10T23:59:59+07:00');
select pg_temp.on('2025-05-05');
select tests.push('m-a-sys', 'CH-1', 'ch-1', 'reported', '{}', '{"occurred_at":"2025-05-05T08:00:00+07:00"}');
select pg_temp.happened('2025-05-05T09:00:00+07:00');
select pg_temp.on('2025-05-08');
select is(pg_temp.moved('CH-1', '{"action":"return","reason":"Thiếu phụ lục"}'), '200', 'a report is returned');
select pg_temp.happened('2025-05-08T09:00:00+07:00');
-- Both become one on 1 June, learnt in May, carried out in the first minute of the day.
select pg_temp.on('2025-05-20');
select is(pg_temp.changed('{"kind":"merge","effective_on":"2025-06-01","agencies":["m-a","m-b"],"into":[{"code":"m-c","name_vi":"Sở C","kind":"department"}]}'), '200', 'a merger is learnt');
select pg_temp.happened('2025-05-20T09:00:00+07:00');
select pg_temp.on('2025-06-01');
select is(tests.got(tests.call('clerk', 'clerk_handover'), 'tasks'), '4', 'what is open is handed over');
select pg_temp.happened('2025-06-01T00:00:01+07:00');
select pg_temp.on('2025-06-10');
select is(pg_temp.did('obstacle_transition', (select o.code from register.obstacles o where o.title = 'Thiếu vốn'), '{"action":"solve","document":"57-NQ/TW"}'), '200', 'the obstacle is solved');
select pg_temp.happened('2025-06-10T09:00:00+07:00');
select pg_temp.on('2025-06-20');
select pg_temp.moved('CH-1', '{"action":"report"}' || tests.report()), pg_temp.moved('CH-1', '{"action":"verify"}');
select pg_temp.happened('2025-06-20T09:00:00+07:00');
-- A new name since 15 June, learnt in July.
select pg_temp.on('2025-07-05');
select is(pg_temp.changed('{"kind":"rename","effective_on":"2025-06-15","agencies":["m-c"],"into":[{"code":"m-c","name_vi":"Sở C mới"}]}'), '200', 'a renaming is learnt late');
select pg_temp.happened('2025-07-05T09:00:00+07:00');
select pg_temp.on('2025-07-10');

create function pg_temp.figures(p_day text) returns setof text language sql as $$
    select format('%s: %s, %s=%s+%s+%s+%s, blocked %s, returned %s, reported %s', i ->> 'agency', i ->> 'agency_name', i ->> 'total', i ->> 'done_on_time', i ->> 'done_late',
                  i ->> 'open_in_term', i ->> 'open_overdue', i ->> 'blocked', i ->> 'returned', i ->> 'reported')
    from jsonb_array_elements(tests.call('office', 'dashboard_agencies', '', jsonb_build_object('as_of', p_day)) -> 'body' -> 'items') as i
    where i ->> 'agency' ~ '^m-';
$$;
-- By hand: total = done on time + done late + open in term + open overdue.
select results_eq(format('select pg_temp.figures(%L)', w.day), w.lines, w.day || ': ' || w.about) from (values
    ('2025-02-09', '{"m-a: Sở A, 3=0+0+3+0, blocked 0, returned 0, reported 0","m-b: Sở B, 2=0+0+2+0, blocked 0, returned 0, reported 0"}'::text[], 'assigned'),
    ('2025-02-10', '{"m-a: Sở A, 3=1+0+2+0, blocked 0, returned 0, reported 0","m-b: Sở B, 2=0+0+2+0, blocked 0, returned 0, reported 0"}', 'one is done'),
    ('2025-04-04', '{"m-a: Sở A, 3=1+0+1+1, blocked 0, returned 0, reported 0","m-b: Sở B, 2=0+0+2+0, blocked 0, returned 0, reported 0"}', 'an extension that is only asked moves nothing'),
    ('2025-04-05', '{"m-a: Sở A, 3=1+0+2+0, blocked 0, returned 0, reported 0","m-b: Sở B, 2=0+0+2+0, blocked 0, returned 0, reported 0"}', 'granted it is in term again'),
    ('2025-04-10', '{"m-a: Sở A, 3=1+0+2+0, blocked 0, returned 0, reported 0","m-b: Sở B, 2=0+0+2+0, blocked 1, returned 0, reported 0"}', 'blocked in the last second of the day'),
    ('2025-05-01', '{"m-a: Sở A, 3=1+0+2+0, blocked 0, returned 0, reported 0","m-b: Sở B, 2=0+0+1+1, blocked 1, returned 0, reported 0"}', 'what is blocked is overdue all the same'),
    ('2025-05-07', '{"m-a: Sở A, 3=1+0+2+0, blocked 0, returned 0, reported 1","m-b: Sở B, 2=0+0+1+1, blocked 1, returned 0, reported 0"}', 'reported is not done'),
    ('2025-05-31', '{"m-a: Sở A, 3=1+0+2+0, blocked 0, returned 1, reported 0","m-b: Sở B, 2=0+0+1+1, blocked 1, returned 0, reported 0"}', 'before the merger, under the names of then'),
    ('2025-06-01', '{"m-a: Sở A, 1=1+0+0+0, blocked 0, returned 0, reported 0","m-c: Sở C, 4=0+0+2+2, blocked 1, returned 1, reported 0"}', 'the merger: what is done stays who did it'),
    ('2025-06-10', '{"m-a: Sở A, 1=1+0+0+0, blocked 0, returned 0, reported 0","m-c: Sở C, 4=0+0+2+2, blocked 0, returned 1, reported 0"}', 'no more blocked'),
    ('2025-06-20', '{"m-a: Sở A, 1=1+0+0+0, blocked 0, returned 0, reported 0","m-c: Sở C, 4=0+1+2+1, blocked 0, returned 0, reported 0"}', 'late after all; of a new name nobody knew'),
    ('2025-07-05', '{"m-a: Sở A, 1=1+0+0+0, blocked 0, returned 0, reported 0","m-c: Sở C mới, 4=0+1+1+2, blocked 0, returned 0, reported 0"}', 'by the new name once it was learnt'),
    ('2025-07-10', '{"m-a: Sở A, 1=1+0+0+0, blocked 0, returned 0, reported 0","m-c: Sở C mới, 4=0+1+1+2, blocked 0, returned 0, reported 0"}', 'today')) as w (day, lines, about);

-- The same of the oracle, on every day; the other tables of figures agree.
create temporary table days as select d::date as day from generate_series(date '2025-01-31', '2025-07-10', '1 day') as d;
create temporary table oracle as
    select d.day, private.agency_code(f.lead) as agency, f.* from days d cross join register.tasks t cross join lateral tests.figures_of(d.day, t.id) as f
    where t.code like 'CH-%' and f.class is not null;
create temporary table shown as
    select d.day, i ->> 'agency' as agency, i as item from days d
    cross join lateral jsonb_array_elements(tests.call('office', 'dashboard_agencies', '', jsonb_build_object('as_of', d.day)) -> 'body' -> 'items') as i
    where i ->> 'agency' ~ '^m-';
select is_empty($$
    select day, agency, o.n, s.item from shown s full join (
        select o.day, o.agency, jsonb_build_object('total', count(*), 'done_on_time', count(*) filter (where class = 'done_on_time'), 'done_late', count(*) filter (where class = 'done_late'),
            'open_in_term', count(*) filter (where class = 'open_in_term'), 'open_overdue', count(*) filter (where class = 'open_overdue'),
            'blocked', count(*) filter (where state = 'blocked'), 'returned', count(*) filter (where state = 'returned'), 'reported', count(*) filter (where state = 'reported'),
            'updated', count(pushed_on)) as n from oracle o group by 1, 2) as o using (day, agency)
    where not coalesce(s.item @> o.n, false)$$, 'the oracle counts the same, agency by agency, on each of 161 days');
select is_empty($$
    select d.day from days d
    cross join lateral (select coalesce(sum((i ->> 'blocked_tasks')::integer), 0) as n from jsonb_array_elements(
        tests.call('office', 'dashboard_obstacles', '', jsonb_build_object('as_of', d.day, 'by', 'agency')) -> 'body' -> 'items') as i where i ->> 'agency' ~ '^m-') as b
    where b.n <> (select count(*) from oracle o where o.day = d.day and o.state = 'blocked')$$, 'tasks blocked by obstacles are as many as are blocked');
select is((select string_agg(i ->> 'agency_name', ', ') from jsonb_array_elements(
    tests.call('office', 'dashboard_obstacles', '', jsonb_build_object('as_of', d, 'by', 'agency')) -> 'body' -> 'items') as i where i ->> 'agency' ~ '^m-'), n, 'obstacles too, under the name of ' || d)
from (values ('2025-05-31', 'Sở B'), ('2025-06-20', 'Sở C'), ('2025-07-10', 'Sở C mới')) as w (d, n);
select is((select string_agg(i ->> 'lead_agency_name', ', ') from jsonb_array_elements(tests.call('office', 'dashboard_overdue', '', '{"as_of":"2025-06-20"}') -> 'body' -> 'items') as i
           where i ->> 'code' like 'CH-%'), 'Sở C', 'and what is overdue');
select is(tests.call('office', 'dashboard_overdue', '', '{"as_of":"2025-06-20","agency":"m-b"}') #> '{body,items}', '[]', 'who gave it away has none of it');
select finish();
rollback;
