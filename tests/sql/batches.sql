-- batches.sql - tests: a batch takes each push as it would alone, in order, or all of them or none.
begin;
set search_path = public, tap;
select plan(17);

create function pg_temp.batch(p_client text, p_options jsonb, variadic p_items jsonb[]) returns jsonb language sql as $$
    select tests.call(p_client, 'status_batch', '', p_options, jsonb_build_object('items', (
        select jsonb_agg(jsonb_build_object('index', i.place * 10, 'item', i.item) order by i.place)
        from unnest(p_items) with ordinality as i (item, place))));
$$;
create function pg_temp.item(p_task text, p_event text, p_state text, p_more jsonb default '{}') returns jsonb language sql as $$
    select jsonb_build_object('task', p_task, 'state', p_state, 'source', jsonb_build_object('event_id', p_event)) || p_more;
$$;
create function pg_temp.results(p_answer jsonb) returns text[] language sql as $$
    select array_agg(concat_ws(' ', i.item ->> 'index', i.item ->> 'status', coalesce(i.item ->> 'result', i.item ->> 'code')) order by i.place)
    from jsonb_array_elements(p_answer -> 'body' -> 'items') with ordinality as i (item, place);
$$;
select tests.task('B-' || n, 'assigned') from generate_series(1, 5) as n;
select tests.task('B-foreign', 'assigned', 'ubnd-tinh');
select tests.task('B-joined', 'assigned', 'ubnd-tinh', '{so-khcn}');
select tests.task('B-done', 'verified');

create temporary table mixed as select pg_temp.batch('so-khcn', '{}',
    pg_temp.item('B-1', 'b1', 'received'), pg_temp.item('B-foreign', 'b2', 'received'), pg_temp.item('B-done', 'b3', 'received'),
    pg_temp.item('B-joined', 'b4', 'received'), pg_temp.item('B-1', 'b5', 'in_progress', '{"progress_percent":50}'), pg_temp.item('B-2', 'b1', 'received'),
    pg_temp.item('B-1', 'b1', 'received'), pg_temp.item('B-1', 'b6', 'reported', tests.report()), jsonb_build_object('task', 'B-3', 'state', 'received'),
    pg_temp.item('B-missing', 'b7', 'received'), pg_temp.item('B-4', 'b8', 'received', '{"source":{"event_id":"b8","system":"other"}}')) as answer;
select is(answer ->> 'status', '207', 'a batch answers for each') from mixed;
select is(pg_temp.results(answer), array['10 201 accepted', '20 404 not-found', '30 409 illegal-transition', '40 201 contribution', '50 201 accepted',
    '60 422 key-reused', '70 200 duplicate', '80 201 accepted', '90 422 invalid-input', '100 404 not-found', '110 422 invalid-input'],
    'in order, with the index it came with') from mixed;
select row_eq($$select state, version, progress_percent from register.tasks where code = 'B-1'$$, row('reported'::text, 4, 50::smallint),
    'pushes to one task are taken one after the other');
select is(answer -> 'body' -> 'items' -> 2 -> 'errors', '[{"pointer":"/state","code":"illegal-transition","args":["verified","receive"]}]',
    'a refusal points into its item') from mixed;
select is((select count(*) from register.status_updates where task_code like 'B-%'), 4::bigint, 'what was refused leaves nothing');
select is(array(select u.event_id::text from register.status_updates u where u.task_code = 'B-1' order by u.number), array['b1', 'b5', 'b6'], 'the order is kept');
select results_eq($$select action from register.task_events where task_id = private.task_id('B-1') order by version$$, array['receive', 'start', 'report'],
    'each move is an event');

-- All or nothing.
create temporary table refused as select pg_temp.batch('so-khcn', '{"atomic":true}',
    pg_temp.item('B-2', 'a1', 'received'), pg_temp.item('B-foreign', 'a2', 'received'), pg_temp.item('B-done', 'a3', 'received')) as answer;
select is(tests.outcome(answer), '422 invalid-input', 'with atomic one refusal refuses all') from refused;
select is(tests.faults(answer), '{"/items/20/task":"not-found","/items/30/state":"illegal-transition"}', 'with every fault') from refused;
select is((select state from register.tasks where code = 'B-2'), 'assigned', 'and nothing is taken');
select is(pg_temp.results(pg_temp.batch('so-khcn', '{"atomic":true}', pg_temp.item('B-2', 'a1', 'received'), pg_temp.item('B-3', 'a2', 'received'))),
    array['10 201 accepted', '20 201 accepted'], 'without one all are');

-- Whatever an item can break, it breaks alone: the summary is longer than the register allows.
select is(pg_temp.results(pg_temp.batch('so-khcn', '{}', pg_temp.item('B-4', 'x1', 'received'),
    pg_temp.item('B-5', 'x2', 'received', jsonb_build_object('summary', repeat('x', 2001))), pg_temp.item('B-3', 'x3', 'in_progress'))),
    array['10 201 accepted', '20 422 invalid-input', '30 201 accepted'], 'a value against a constraint refuses its item alone');
select is((select state from register.tasks where code = 'B-5'), 'assigned', 'and leaves nothing');
select is((select state from register.tasks where code = 'B-4'), 'received', 'the others are taken');

-- As many as there may be, and all for one task.
select tests.task('BB-' || n, 'assigned') from generate_series(1, 500) as n;
create temporary table many as select tests.call('so-khcn', 'status_batch', '', '{}', jsonb_build_object('items', (
    select jsonb_agg(jsonb_build_object('index', n - 1, 'item', pg_temp.item('BB-' || n, 'many-' || n, 'in_progress'))) from generate_series(1, 500) as n))) as answer;
select is((select count(*) from many, jsonb_array_elements(answer -> 'body' -> 'items') as i (item) where i.item ->> 'result' = 'accepted'), 500::bigint,
    'five hundred are taken');
create temporary table one as select tests.call('so-khcn', 'status_batch', '', '{}', jsonb_build_object('items', (
    select jsonb_agg(jsonb_build_object('index', n - 1, 'item', pg_temp.item('BB-1', 'one-' || n, 'in_progress', jsonb_build_object('progress_percent', n % 101)))
                     order by n) from generate_series(1, 100) as n))) as answer;
select is((select version from register.tasks where code = 'BB-1'), 102, 'a hundred for one task make a hundred versions');
select is(pg_temp.results(tests.call('so-khcn', 'status_batch', '', '{}', '{"items":[]}')), null, 'none is none');
select finish();
rollback;
