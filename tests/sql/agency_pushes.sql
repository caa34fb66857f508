-- agency_pushes.sql - tests: pushes by and for an agency that has ended: within the days of grace its single successor's, afterwards gone, with who came after it.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(35);
grant execute on function private.admit(bigint, text) to steer_agency, steer_office;

select tests.call('office', 'agency_create', '', '{}', jsonb_build_object('code', 'g-' || n, 'name_vi', 'Cơ quan ' || n, 'kind', 'department', 'valid_from', '2010-01-01'))
from unnest('{a,b,c,d}'::text[]) as n;
select private.bootstrap_client('g-' || n, 'x', 'agency', 'g-' || n, '{status:push,task:read}') from unnest('{a,b,c,d}'::text[]) as n;
select private.bootstrap_client('g-a2', 'x', 'agency', 'g-a', '{status:push,task:read}');
create function pg_temp.change(p_kind text, p_day text, p_agency text, p_into text[], p_handover jsonb) returns text language plpgsql as $$
declare
    v_plan jsonb := tests.call('office', 'agency_plan_create', '', '{}', jsonb_build_object('kind', p_kind, 'effective_on', p_day, 'agencies', array[p_agency], 'handover', p_handover,
        'into', (select jsonb_agg(case when private.agency_id(c) is null then jsonb_build_object('code', c, 'name_vi', c, 'kind', 'department') else jsonb_build_object('code', c) end) from unnest(p_into) as c)));
begin
    return tests.outcome(tests.call('office', 'agency_plan_apply', v_plan -> 'body' ->> 'id', '{"if_match":1}', '{"document":"57-NQ/TW"}'));
end
$$;
-- A request as the daemon makes it: admitted first, with the agency of the token; then the push.
create function pg_temp.request(p_client text, p_agency text, p_operation text, p_object text, p_body jsonb, p_scope text default 'status:push') returns jsonb language plpgsql as $$
declare
    v_answer jsonb;
    v_detail text;
    v_state text;
    v_message text;
begin
    begin
        perform tests.act_as(p_client, p_operation);
        perform set_config('steer.agency', private.agency_id(p_agency)::text, true);
        perform private.admit(4000000000, p_scope);
        execute format('select to_jsonb(a) from api.%I($1, ''{}'', $2) a', p_operation) into v_answer using p_object, p_body;
    exception when sqlstate 'ST401' or sqlstate 'ST404' or sqlstate 'ST409' or sqlstate 'ST410' or sqlstate 'ST422' then
        get stacked diagnostics v_detail = pg_exception_detail, v_state = returned_sqlstate, v_message = message_text;
        v_answer := jsonb_build_object('status', right(v_state, 3)::integer, 'problem', v_message) || v_detail::jsonb;
    end;
    perform set_config('role', 'none', true);
    return v_answer;
end
$$;
create sequence pg_temp.events;
create function pg_temp.push(p_client text, p_agency text, p_task text) returns jsonb language sql as $$
    select pg_temp.request(p_client, p_agency, 'status_push', '', jsonb_build_object('task', p_task, 'state', 'in_progress', 'source', jsonb_build_object('event_id', 'g' || nextval('pg_temp.events'))));
$$;

select tests.task('G-1', 'assigned', 'g-a'), tests.task('G-2', 'assigned', 'g-b'), tests.task('G-3', 'assigned', 'so-khcn', '{g-a}'), tests.task('G-4', 'assigned', 'g-c'), tests.task('G-5', 'assigned', 'g-d');
select is(pg_temp.change('merge', '2025-07-01', 'g-a', '{g-b}', '{"clients":{"g-a":null}}'), '200', 'one client is left with the agency that ends, one is not');
select is(pg_temp.change('split', '2025-07-01', 'g-c', '{g-c1,g-c2}', '{"tasks":{"G-4":"g-c1"},"clients":{"default":null}}'), '200', 'a split');
select is(pg_temp.change('dissolve', '2025-07-01', 'g-d', '{}', '{"tasks":{"G-5":"so-khcn"},"clients":{"default":null}}'), '200', 'a dissolution');
select is(pg_temp.push('g-a', 'g-a', 'G-1') ->> 'status', '201', 'until the day all is as it was');

-- The day, before the clerk has come round.
set local steer.today = '2025-07-01';
select is(pg_temp.push('g-a', 'g-a', 'G-1') ->> 'status', '201', 'on the day, before anything is handed over, its push is taken');
select is(pg_temp.push('g-c', 'g-c', 'G-4') ->> 'status', '201', 'of a split too');
select is(tests.push('office', 'G-5', 'g-office-1', 'received') ->> 'status', '201', 'and one by the office');
select is((tests.call('clerk', 'clerk_handover') -> 'body') - 'awaiting', '{"changes":3,"names":0,"tasks":4,"posts":0,"seats":0,"clients":1}', 'the clerk hands over');

-- The days of grace.
select is(pg_temp.push('g-a', 'g-a', 'G-1') -> 'body' ->> 'result', 'accepted', 'a push by the agency that ended is its successor''s');
select is((select private.agency_code(agency_id) from register.status_updates order by number desc limit 1), 'g-b', 'kept as its');
select is((select private.agency_code(agency_id) from register.journal where object_kind = 'status_update' order by id desc limit 1), 'g-b', 'and journalled so');
select is(pg_temp.push('g-a', 'g-a', 'G-2') -> 'body' ->> 'result', 'accepted', 'to what the successor leads as well');
select is(pg_temp.push('g-a', 'g-a', 'G-3') -> 'body' ->> 'result', 'contribution', 'or joins');
select is(pg_temp.request('g-a', 'g-a', 'task_get', 'G-2', null, 'task:read') ->> 'status', '200', 'whose tasks it reads');
select is(pg_temp.push('g-a2', 'g-a', 'G-1') ->> 'status', '401', 'a client that was handed over needs a new token');
select is(pg_temp.push('g-a2', 'g-b', 'G-1') ->> 'status', '201', 'with which it acts for the successor');
select is(pg_temp.push('g-c', 'g-c', 'G-4') - 'errors', '{"status":410,"problem":"agency-closed","successors":["g-c1","g-c2"]}', 'after a split nobody is the successor: it is told who there is');
select is(pg_temp.push('g-d', 'g-d', 'G-5') - 'errors', '{"status":410,"problem":"agency-closed","successors":[]}', 'after a dissolution nobody');
select is(pg_temp.request('g-c', 'g-c', 'task_get', 'G-4', null, 'task:read') ->> 'status', '404', 'it may go on reading what is its own, which is nothing');

-- For an agency that has ended: a task nobody was named for.
select tests.task('G-6', 'assigned', 'g-c'), tests.task('G-7', 'assigned', 'g-a');
select is(tests.push('office', 'G-6', 'g-office-2', 'received') -> 'errors', '[{"pointer":"/task","code":"agency-closed","args":["g-c1, g-c2"]}]', 'a push to a task that waits is pointed to who came after');
select is(tests.push('office', 'G-6', 'g-office-2', 'received') - 'errors', '{"status":410,"problem":"agency-closed","successors":["g-c1","g-c2"]}', 'and told their codes');
select is(tests.push('office', 'G-7', 'g-office-3', 'received') ->> 'status', '201', 'with one successor it is taken');
select is(tests.call('office', 'status_batch', '', '{}', '{"items":[{"index":0,"item":{"task":"G-6","state":"received","source":{"event_id":"gb1"}}},{"index":1,"item":{"task":"G-1","state":"in_progress","source":{"event_id":"gb2"}}}]}')
    -> 'body' -> 'items' -> 0, '{"index":0,"status":410,"code":"agency-closed","errors":[{"pointer":"/task","code":"agency-closed","args":["g-c1, g-c2"]}],"successors":["g-c1","g-c2"]}', 'in a batch by itself');
select is(tests.call('office', 'status_batch', '', '{"atomic":true}', '{"items":[{"index":0,"item":{"task":"G-6","state":"received","source":{"event_id":"gb3"}}}]}') - 'errors', '{"status":422,"problem":"invalid-input"}', 'or with all');
select is((select count(*) from register.status_updates where task_code = 'G-6'), 0::bigint, 'nothing of it is kept');

-- A repeat is answered as ever.
select is(pg_temp.request('g-a', 'g-a', 'status_push', '', '{"task":"G-1","state":"in_progress","source":{"event_id":"twice"}}') ->> 'status', '201', 'a push');
select is(pg_temp.request('g-a', 'g-a', 'status_push', '', '{"task":"G-1","state":"in_progress","source":{"event_id":"twice"}}') -> 'body' ->> 'result', 'duplicate', 'and its repeat');

-- The last day of grace, and the one after.
set local steer.today = '2025-07-30';
select is(pg_temp.push('g-a', 'g-a', 'G-1') ->> 'status', '201', 'the thirtieth day is one of grace');
set local steer.today = '2025-07-31';
select is(pg_temp.push('g-a', 'g-a', 'G-1') - 'errors', '{"status":410,"problem":"agency-closed","successors":["g-b"]}', 'the next is not');
select is(tests.outcome(tests.push('office', 'G-7', 'g-office-4', 'in_progress')), '410 agency-closed', 'nor for the office');
update register.settings set value = '31' where name = 'agency_grace_days';
select is(pg_temp.push('g-a', 'g-a', 'G-1') ->> 'status', '201', 'how many there are is a setting');
update register.settings set value = '0' where name = 'agency_grace_days';
select is(tests.call('clerk', 'clerk_handover') -> 'body' -> 'tasks', '1', 'the clerk comes round');
select is(tests.push('office', 'G-7', 'g-office-4', 'in_progress') ->> 'status', '201', 'a task that was handed over is its successor''s, grace or not');
-- The successor ends in turn.
update register.settings set value = '60' where name = 'agency_grace_days';
select pg_temp.change('merge', '2025-08-01', 'g-b', '{g-e}', '{}');
set local steer.today = '2025-08-01';
select tests.call('clerk', 'clerk_handover');
select is(pg_temp.push('g-a', 'g-a', 'G-1') ->> 'status', '201', 'grace follows the successions');
select is((select private.agency_code(agency_id) from register.status_updates order by number desc limit 1), 'g-e', 'to who is there in the end');
select finish();
rollback;
