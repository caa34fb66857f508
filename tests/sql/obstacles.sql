-- obstacles.sql - tests: who raises, sends on and closes obstacles, and that a task is blocked as long as one beyond the agencies is open.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(100);

create function pg_temp.raise(p_client text, p_task text, p_title text, p_level text, p_more jsonb default '{}') returns jsonb
language sql as $$
    select tests.call(p_client, 'obstacle_create', '', '{}',
        jsonb_build_object('task', p_task, 'title', p_title, 'needs_level', p_level) || p_more);
$$;
create function pg_temp.step(p_client text, p_obstacle text, p_body jsonb) returns jsonb
language sql as $$
    select tests.call(p_client, 'obstacle_transition', p_obstacle,
        jsonb_build_object('if_match', (select o.version from register.obstacles o where o.code = p_obstacle)), p_body);
$$;
create function pg_temp.move(p_task text, p_body jsonb) returns jsonb
language sql as $$
    select tests.call('office', 'task_transition', p_task,
        jsonb_build_object('if_match', (select t.version from register.tasks t where t.code = p_task)), p_body);
$$;
create function pg_temp.state(p_task text) returns text
language sql as $$ select state from register.tasks where code = p_task $$;
create function pg_temp.code(p_task text, p_title text) returns text
language sql as $$ select o.code from register.obstacles o join register.tasks t on t.id = o.task_id where t.code = p_task and o.title = p_title $$;
-- The open ones beyond the agencies, and the blocked tasks, must be the same tasks, whatever was done.
create function pg_temp.broken() returns setof text
language sql as $$
    select t.code || ' ' || t.state from register.tasks t
    where exists (select from register.transitions m where m.action = 'block' and m.from_state = t.state)
      and exists (select from register.obstacles o where o.task_id = t.id and o.state = 'open' and o.needs_level <> 'agency')
$$;

-- Raised by hand.
select tests.task('O-1', 'in_progress', 'so-khcn', '{tinh-uy}');
create temporary table first as select pg_temp.raise('so-khcn', 'O-1', '  Chưa có định mức chi ', 'province',
    '{"description":"Chờ thông tư","raised_on":"2025-06-02"}') as answer;
select is(answer ->> 'status', '201', 'an agency raises an obstacle on a task it leads') from first;
select is(answer -> 'body' ->> 'code', 'VM-2025-0001', 'it gets a code of its year') from first;
select is(answer ->> 'location', '/v1/obstacles/VM-2025-0001', 'is found there') from first;
select is(answer -> 'body' ->> 'title', 'Chưa có định mức chi', 'under its title, trimmed') from first;
select is(answer -> 'body' ->> 'raised_by', 'so-khcn', 'by whom it was raised') from first;
select is((answer -> 'body' ->> 'age_days') || ' ' || (answer -> 'body' ->> 'age_workdays'), '10 8', 'how old it is in days and working days') from first;
select is(answer -> 'body' ->> 'task_state', 'blocked', 'its task is blocked') from first;
select row_eq($$select action, from_state, to_state, reason::text, e.version, client, o.code::text collate "default" from register.task_events e
                join register.obstacles o on o.id = e.obstacle_id where e.task_id = private.task_id('O-1')$$,
    row('block'::text, 'in_progress'::text, 'blocked'::text, 'VM-2025-0001: Chưa có định mức chi'::text, 2, 'so-khcn'::text, 'VM-2025-0001'::text),
    'by a move that names it');
select is((select version from register.tasks where code = 'O-1'), 2, 'of its version');
select is(answer -> 'body' -> 'events' -> 0 ->> 'action', 'raised', 'the obstacle tells its steps') from first;
select is(answer -> 'body' -> 'events' -> 0 ->> 'occurred_on', '2025-06-02', 'each with its day') from first;

-- The same title.
select is(tests.faults(pg_temp.raise('tinh-uy', 'O-1', 'CHUA CO DINH MUC CHI!', 'agency')), '{"/title":"already-exists"}',
    'the same title, whatever its case, signs and tone marks, is open once');
select tests.task('O-2', 'assigned', 'so-khcn');
select is(tests.got(pg_temp.raise('so-khcn', 'O-2', 'Chưa có định mức chi', 'agency'), 'task_state'), 'assigned',
    'on another task it is another; at the level of the agency it blocks nothing');
select is((select count(*) from register.task_events where task_id = private.task_id('O-2')), 0::bigint, 'and moves nothing');

-- Refusals.
select is(tests.outcome(pg_temp.raise('ubnd-tinh', 'O-1', 'x', 'agency')), '404 not-found', 'a foreign task is answered');
select is(pg_temp.raise('ubnd-tinh', 'O-1', 'x', 'agency') -> 'errors' -> 0 ->> 'code', pg_temp.raise('ubnd-tinh', 'O-0', 'x', 'agency') -> 'errors' -> 0 ->> 'code',
    'as a missing one');
select is(tests.outcome(pg_temp.raise('leader', 'O-1', 'x', 'agency')), '403 forbidden', 'a leader raises none');
select tests.task('O-done', 'verified');
select is(tests.faults(pg_temp.raise('office', 'O-done', 'x', 'agency', '{"raised_on":"2025-06-13"}')),
    '{"/task":"no-obstacles","/raised_on":"too-large"}', 'what is finished takes none, no day to come: all told at once');
select tests.task('O-draft', 'draft');
select is(tests.faults(pg_temp.raise('office', 'O-draft', 'x', 'agency')), '{"/task":"no-obstacles"}', 'nor does a draft');

-- Solutions.
select is(tests.got(tests.call('so-khcn', 'solution_create', 'VM-2025-0001', '{}', '{"text":"Tạm áp dụng định mức cũ","needs_level":"province"}'), 'number'),
    '1', 'who raised it proposes');
select row_eq($$select number, text::text, needs_level, private.agency_code(proposed_by_id), proposed_on from register.obstacle_solutions where number = 2$$
    || case when tests.call('tinh-uy', 'solution_create', 'VM-2025-0001', '{}', '{"text":"Xin ý kiến Bộ"}') is null then '' else '' end,
    row(2, 'Xin ý kiến Bộ'::text, 'province'::text, 'tinh-uy'::text, date '2025-06-12'), 'and so does who joins; the level is that of the obstacle');
select is((select version from register.obstacles where code = 'VM-2025-0001'), 1, 'the obstacle itself stays as it is');
select is(tests.outcome(tests.call('ubnd-tinh', 'solution_create', 'VM-2025-0001', '{}', '{"text":"x"}')), '404 not-found', 'nobody else knows of it');
select is(tests.outcome(tests.call('ubnd-tinh', 'obstacle_get', 'VM-2025-0001')), '404 not-found', 'by no way');
select is(jsonb_array_length(tests.call('ubnd-tinh', 'obstacle_list') -> 'body' -> 'items'), 0, 'in no list');

-- Above the agency it is closed by the office, with a document.
select is(tests.outcome(pg_temp.step('so-khcn', 'VM-2025-0001', '{"action":"solve","reason":"Đã xong","document":"57-NQ/TW"}')), '403 forbidden',
    'an agency does not close what is beyond it');
select is(tests.faults(pg_temp.step('so-khcn', 'VM-2025-0001', '{"action":"solve","reason":"x"}')), '{"/action":"not-allowed"}', 'at /action');
select is(tests.faults(pg_temp.step('office', 'VM-2025-0001', '{"action":"solve","reason":"Đã có","solution":7,"occurred_on":"2025-06-01","to_level":"central"}')),
    '{"/document":"required","/solution":"not-found","/occurred_on":"too-small","/to_level":"not-allowed"}', 'everything wrong is told at once');
select is(tests.faults(pg_temp.step('office', 'VM-2025-0001', '{"action":"reject","reason":"x","document":"0/KHÔNG","solution":1,"occurred_on":"2025-06-13"}')),
    '{"/document":"not-found","/solution":"not-allowed","/occurred_on":"too-large"}', 'of a rejection too');
select is(tests.outcome(tests.call('office', 'obstacle_transition', 'VM-2025-0001', '{"if_match":9}', '{"action":"solve"}')), '412 version-mismatch', 'another version');
select is(tests.outcome(pg_temp.step('office', 'VM-2025-0001', '{"action":"reopen","reason":"x"}')), '409 illegal-transition', 'what is open is not reopened');
select is(pg_temp.state('O-1') || (select count(*) from register.obstacle_events where obstacle_id = private.obstacle_id('VM-2025-0001')), 'blocked1', 'nothing was done');

-- A second one: the task waits for both.
select is(tests.got(pg_temp.raise('office', 'O-1', 'Thiếu hạ tầng', 'central'), 'raised_by'), null, 'the office raises one on behalf of nobody');
select is((select count(*) from register.task_events where task_id = private.task_id('O-1')), 1::bigint, 'a blocked task is not blocked again');
create temporary table solved as select pg_temp.step('office', 'VM-2025-0001',
    '{"action":"solve","document":"57-NQ/TW","solution":1,"reason":"Đã ban hành","occurred_on":"2025-06-10"}') as answer;
select is((answer -> 'body' ->> 'state') || ' ' || (answer -> 'body' ->> 'closed_on') || ' ' || (answer -> 'body' ->> 'age_days'), 'solved 2025-06-10 8',
    'solved: its age ends') from solved;
select is((answer -> 'body' ->> 'document') || ' ' || (answer -> 'body' ->> 'solution'), '57-NQ/TW 1', 'by which document and proposal') from solved;
select is(pg_temp.state('O-1'), 'blocked', 'the task waits for the other');
select is(tests.faults(pg_temp.move('O-1', '{"action":"unblock"}')), '{"/action":"open-obstacle"}', 'nor is it unblocked by hand meanwhile');
select is(tests.got(pg_temp.step('office', 'VM-2025-0003', '{"action":"reject","document":"57-NQ/TW"}'), 'task_state'), 'in_progress', 'the last one lets it go on');
select row_eq($$select action, reason::text, to_state from register.task_events where task_id = private.task_id('O-1') order by version desc limit 1$$,
    row('unblock'::text, 'VM-2025-0003: Thiếu hạ tầng'::text, 'in_progress'::text), 'by a move that names it');
select is(tests.outcome(tests.call('so-khcn', 'solution_create', 'VM-2025-0003', '{}', '{"text":"x"}')), '409 illegal-transition', 'nothing is proposed against what is closed');

-- Reopened.
select is(tests.outcome(pg_temp.step('so-khcn', 'VM-2025-0003', '{"action":"reopen","reason":"Chưa xong"}')), '403 forbidden', 'an agency reopens nothing beyond it');
select is(tests.faults(pg_temp.step('office', 'VM-2025-0003', '{"action":"reopen","reason":" "}')), '{"/reason":"required"}', 'to reopen has a reason');
select is(tests.got(pg_temp.step('office', 'VM-2025-0003', '{"action":"reopen","reason":"Chưa xong"}'), 'task_state'), 'blocked', 'reopened it blocks again');
select is((select string_agg(action, ' ' order by number) from register.obstacle_events where obstacle_id = private.obstacle_id('VM-2025-0003')),
    'raised rejected reopened', 'every step is kept');

-- Sent on.
select is(tests.faults(pg_temp.step('so-khcn', 'VM-2025-0002', '{"action":"escalate","to_level":"central","reason":"x"}')), '{"/to_level":"not-in-list"}',
    'an agency sends on to the province alone');
select is(tests.faults(pg_temp.step('so-khcn', 'VM-2025-0002', '{"action":"escalate"}')), '{"/to_level":"required","/reason":"required"}', 'with level and reason');
select is(tests.got(pg_temp.step('so-khcn', 'VM-2025-0002', '{"action":"escalate","to_level":"province","reason":"Vượt thẩm quyền"}'), 'task_state'), 'blocked',
    'what is sent on blocks');
select is(tests.outcome(pg_temp.step('so-khcn', 'VM-2025-0002', '{"action":"escalate","to_level":"central","reason":"x"}')), '403 forbidden', 'further only the office sends it');
select is(tests.faults(pg_temp.step('office', 'VM-2025-0002', '{"action":"escalate","to_level":"agency","reason":"x"}')), '{"/to_level":"not-in-list"}', 'upwards');
select is(tests.got(pg_temp.step('office', 'VM-2025-0002', '{"action":"escalate","to_level":"central","reason":"Chờ Bộ"}'), 'needs_level'), 'central', 'as far as it goes');
select is(tests.faults(pg_temp.step('office', 'VM-2025-0002', '{"action":"escalate","to_level":"central","reason":"x"}')), '{"/action":"not-allowed"}', 'and no further');
select is(tests.got(pg_temp.step('office', 'VM-2025-0002', '{"action":"lower","to_level":"agency","reason":"Tự giải quyết được"}'), 'task_state'), 'in_progress',
    'sent back to the agency it lets the task go on');
select is(tests.faults(pg_temp.step('so-khcn', 'VM-2025-0002', '{"action":"solve"}')), '{"/reason":"required"}', 'at its own level an agency says how');
select is(tests.outcome(pg_temp.step('so-khcn', 'VM-2025-0002', '{"action":"reject","reason":"x"}')), '403 forbidden', 'it rejects nothing');
select is(tests.got(pg_temp.step('so-khcn', 'VM-2025-0002', '{"action":"solve","reason":"Đã bố trí kinh phí"}'), 'state'), 'solved', 'and closes it itself');
select is(tests.got(pg_temp.raise('so-khcn', 'O-2', 'Chua co dinh muc chi', 'agency'), 'state'), 'open', 'what is closed can come again');
select is(tests.faults(pg_temp.step('so-khcn', 'VM-2025-0002', '{"action":"reopen","reason":"x"}')), '{"/action":"already-exists"}', 'then the old one is not reopened beside it');

-- By whom, at its own level.
select tests.task('O-3', 'received', 'ubnd-tinh', '{tinh-uy,so-khcn}');
select pg_temp.raise('tinh-uy', 'O-3', 'Thiếu người', 'agency');
select is(tests.outcome(pg_temp.step('so-khcn', pg_temp.code('O-3', 'Thiếu người'), '{"action":"solve","reason":"x"}')), '403 forbidden', 'another that joins does not settle it');
select is(tests.got(pg_temp.step('tinh-uy', pg_temp.code('O-3', 'Thiếu người'), '{"action":"escalate","to_level":"province","reason":"x"}'), 'task_state'), 'blocked',
    'who joins and raised it sends it on: the task it does not lead is blocked');

-- By hand, and by an obstacle.
select tests.task('O-4', 'in_progress');
select pg_temp.move('O-4', '{"action":"block","reason":"Chờ ý kiến"}');
select pg_temp.raise('so-khcn', 'O-4', 'Vướng', 'province');
select pg_temp.step('office', pg_temp.code('O-4', 'Vướng'), '{"action":"solve","document":"57-NQ/TW"}');
select is(pg_temp.state('O-4'), 'blocked', 'what was blocked by hand stays so when an obstacle is solved');
select is(tests.got(pg_temp.move('O-4', '{"action":"unblock"}'), 'state'), 'in_progress', 'and is unblocked by hand');

-- The life of the task goes on around it.
select pg_temp.raise('so-khcn', 'O-4', 'Vướng lại', 'province');
select is(tests.got(pg_temp.move('O-4', '{"action":"suspend","reason":"x"}'), 'state'), 'suspended', 'a blocked task is suspended');
create temporary table resumed as select pg_temp.move('O-4', '{"action":"resume"}') as answer;
select is(answer -> 'body' ->> 'state', 'blocked', 'resumed it is blocked again') from resumed;
select is(answer ->> 'etag', (select '"v' || version || '"' from register.tasks where code = 'O-4'), 'and says its version') from resumed;
select is((select string_agg(action, ' ' order by version) from register.task_events where task_id = private.task_id('O-4')),
    'block unblock block suspend resume block', 'both moves are kept');
select is(tests.got(pg_temp.move('O-4', '{"action":"transfer","to_agency":"ubnd-tinh","reason":"x"}'), 'state'), 'blocked', 'transferred too');
select is(tests.got(tests.call('ubnd-tinh', 'obstacle_get', pg_temp.code('O-4', 'Vướng lại')), 'raised_by'), 'so-khcn', 'who takes it over finds who raised it');
select is(tests.outcome(tests.call('so-khcn', 'obstacle_get', pg_temp.code('O-4', 'Vướng lại'))), '404 not-found', 'who gave it away sees it no more');
select tests.task('O-5', 'reported');
select is(tests.got(pg_temp.raise('so-khcn', 'O-5', 'Vướng', 'province'), 'task_state'), 'reported', 'a reported task is not blocked');
select is(tests.got(pg_temp.move('O-5', '{"action":"return","reason":"Thiếu"}'), 'state'), 'blocked', 'returned it is');
select pg_temp.move('O-5', '{"action":"cancel","document":"57-NQ/TW"}');
select is((select state from register.obstacles where task_id = private.task_id('O-5')), 'open', 'of a cancelled task it stays open until somebody says how it ended');
select is(tests.got(pg_temp.step('office', pg_temp.code('O-5', 'Vướng'), '{"action":"reject","document":"57-NQ/TW"}'), 'task_state'), 'cancelled', 'which moves nothing');
select is(tests.faults(pg_temp.step('office', pg_temp.code('O-5', 'Vướng'), '{"action":"reopen","reason":"x"}')), '{"/action":"no-obstacles"}', 'and is not undone');
select is_empty('select pg_temp.broken()', 'no task went on with an open obstacle beyond the agencies');

-- An agency is merged into another: nothing is lost.
select tests.call('office', 'agency_create', '', '{}', jsonb_build_object('code', c, 'name_vi', c, 'kind', 'department', 'valid_from', '2010-01-01')) from unnest('{m-a,m-b}'::text[]) as c;
select private.bootstrap_client('m-a-sys', 'x', 'agency', 'm-a', '{status:push,task:read}');
select tests.task('M-1', 'in_progress', 'm-a');
select pg_temp.raise('m-a-sys', 'M-1', 'Vướng', 'province'), pg_temp.raise('m-a-sys', 'M-1', 'Thiếu người', 'agency');
create temporary table planned as select tests.call('office', 'agency_plan_create', '', '{}',
    '{"kind":"merge","effective_on":"2025-06-12","agencies":["m-a"],"into":[{"code":"m-b"}]}') -> 'body' ->> 'id' as id;
select is(tests.call('office', 'agency_plan_apply', id, '{"if_match":1}', '{"document":"57-NQ/TW"}') ->> 'status', '200', 'the agency that leads is merged') from planned;
select row_eq($$select private.agency_code(t.lead_agency_id), t.state from register.tasks t where t.code = 'M-1'$$, row('m-b'::text, 'blocked'::text), 'its task is led by another, and still blocked');
select is(tests.got(pg_temp.step('m-a-sys', pg_temp.code('M-1', 'Thiếu người'), '{"action":"solve","reason":"Đã điều chuyển"}'), 'raised_by'), 'm-a',
    'who took it over settles what the other raised');
select is(tests.got(tests.call('m-a-sys', 'obstacle_get', pg_temp.code('M-1', 'Vướng')), 'lead_agency'), 'm-b', 'and sees the rest');
select is(tests.got(pg_temp.step('office', pg_temp.code('M-1', 'Vướng'), '{"action":"solve","document":"57-NQ/TW"}'), 'task_state'), 'in_progress', 'which then lets the task go on');

-- With pushes.
select tests.task('P-1', 'assigned', 'so-khcn', '{tinh-uy}');
create temporary table pushed as select tests.push('so-khcn', 'P-1', 'e1', 'in_progress',
    '{"obstacles":[{"title":"Vướng một","needs_level":"province"},{"title":"Vướng hai"},{"title":"VUONG MOT","needs_level":"agency"}]}',
    '{"occurred_at":"2025-06-10T08:00:00+07:00"}') as answer;
select is((answer -> 'body' -> 'task') - '{light,light_reasons}'::text[], '{"code":"P-1","state":"blocked","version":3}', 'a push with an obstacle answers with the blocked task') from pushed;
select is((select state || version from register.tasks where code = 'P-1'), 'blocked3', 'as it stands');
select is((select string_agg(action, ' ' order by version) from register.task_events where task_id = private.task_id('P-1')), 'start block', 'it was begun, then blocked');
select results_eq($$select title::text, needs_level, private.agency_code(raised_by_id), raised_on, status_update_id is not null from register.obstacles
    where task_id = private.task_id('P-1') order by code$$,
    $$values ('Vướng một', 'province', 'so-khcn', date '2025-06-10', true), ('Vướng hai', 'agency', 'so-khcn', date '2025-06-10', true)$$,
    'each obstacle is registered once, on the day of the source, with its push');
select is(tests.push('so-khcn', 'P-1', 'e1', 'in_progress',
    '{"obstacles":[{"title":"Vướng một","needs_level":"province"},{"title":"Vướng hai"},{"title":"VUONG MOT","needs_level":"agency"}]}',
    '{"occurred_at":"2025-06-10T08:00:00+07:00"}') -> 'body' -> 'task', answer -> 'body' -> 'task', 'a repeat is told the same') from pushed;
select is(tests.got(tests.push('so-khcn', 'P-1', 'e2', 'in_progress', '{"progress_percent":30,"obstacles":[{"title":"vướng hai","needs_level":"central"}]}'), 'task', 'version'),
    '4', 'progress of a blocked task is one version');
select is((select string_agg(needs_level, ' ' order by code) from register.obstacles where task_id = private.task_id('P-1')), 'province agency',
    'and an open obstacle told again stays as it is');
select tests.task('P-2', 'received', 'so-khcn', '{tinh-uy}');
select is((tests.push('tinh-uy', 'P-2', 'c1', 'in_progress', '{"obstacles":[{"title":"Vướng","needs_level":"central"}]}') -> 'body' -> 'task') - 'light_reasons'::text,
    '{"code":"P-2","state":"blocked","version":2,"light":"blue"}', 'a co-agency''s obstacle blocks the task it joins');
select tests.push('so-khcn', 'P-2', 's1', 'in_progress', '{}', '{"sequence":5}');
select is(tests.got(tests.push('so-khcn', 'P-2', 's0', 'in_progress', '{"obstacles":[{"title":"Cũ","needs_level":"province"}]}', '{"sequence":4}'), 'result'), 'superseded',
    'what came too late');
select is(pg_temp.code('P-2', 'Cũ'), null, 'raises nothing');
select is_empty('select pg_temp.broken()', 'no push left a task going on with an open obstacle');
select tests.task('P-' || s, s, 'so-khcn', '{tinh-uy}') from unnest('{verified,cancelled}'::text[]) as s;
select is(tests.got(tests.push('tinh-uy', 'P-' || s, 'f-' || s, 'in_progress', '{"obstacles":[{"title":"Vướng","needs_level":"province"}]}'), 'result'), 'contribution',
    'who joins a task tells of it when it is ' || s) from unnest('{verified,cancelled}'::text[]) as s;
select is(pg_temp.code('P-' || s, 'Vướng'), null, 'but what is ' || s || ' takes no obstacle, by no way') from unnest('{verified,cancelled}'::text[]) as s;
-- Of the office, which is no agency.
select pg_temp.raise('office', 'P-1', 'Chậm góp ý', 'agency');
select is(tests.outcome(pg_temp.step('tinh-uy', pg_temp.code('P-1', 'Chậm góp ý'), '{"action":"solve","reason":"x"}')), '403 forbidden',
    'who joins a task does not settle what the office raised');

-- Lists.
select is((select string_agg(i.item ->> 'title', ', ') from jsonb_array_elements(
    tests.call('office', 'obstacle_list', '', '{"state":["open"],"min_age":2,"task":"P-1"}') -> 'body' -> 'items') as i (item)), 'Vướng một, Vướng hai',
    'found by task, state and age');
select is(tests.got(tests.call('office', 'obstacle_list', '', '{"level":["central"],"agency":"so-khcn","raised_by":"tinh-uy","count":"exact"}'), 'page', 'count'), '1',
    'by level, by who leads the task, by who raised it');
select is(tests.got(tests.call('tinh-uy', 'obstacle_list', '', '{"sort":"-code","limit":1,"count":"exact"}'), 'page', 'count'),
    (select count(*)::text from register.obstacles o join register.tasks t on t.id = o.task_id where t.agency_ids @> array[private.agency_id('tinh-uy')]),
    'an agency has those of its tasks');
select isnt_empty($$select from register.journal where object_kind = 'obstacle' and operation = 'obstacle_transition'$$, 'every step is journalled');
select finish();
rollback;
