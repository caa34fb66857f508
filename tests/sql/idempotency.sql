-- idempotency.sql - tests: a request with a key is done once, whoever repeats it and however close; two pushes of one event at the same time are one.
set search_path = public, tap, tests;
select plan(22);

-- Waits, with a deadline, until a session of the other connection waits for a lock.
create function pg_temp.is_waiting(p_pid integer) returns boolean language plpgsql as $$
declare
    v_deadline constant timestamptz := clock_timestamp() + interval '10 s';
begin
    loop
        perform pg_stat_clear_snapshot();
        if exists (select from pg_stat_activity where pid = p_pid and wait_event_type = 'Lock') then
            return true;
        elsif clock_timestamp() > v_deadline then
            return false;
        end if;
        perform pg_sleep(0.005);
    end loop;
end
$$;

begin;
create temporary table first as select tests.call('office', 'task_create', '', '{}', '{"title":"Một lần"}', 'key-1') as answer;
create temporary table second as select tests.call('office', 'task_create', '', '{}', '{"title":"Một lần"}', 'key-1') as answer;
select is(answer ->> 'status' || ' ' || (answer ->> 'replayed'), '201 false', 'the first time it is done') from first;
select is(answer ->> 'replayed', 'true', 'the second time the answer is repeated') from second;
select is((s.answer - 'replayed')::text, (f.answer - 'replayed')::text, 'to the letter') from first f, second s;
select is((select count(*) from register.tasks where title = 'Một lần'), 1::bigint, 'there is one task');
select is(tests.outcome(tests.call('office', 'task_create', '', '{}', '{"title":"Hai lần"}', 'key-1')), '422 key-reused', 'another body is refused');
select is(tests.outcome(tests.call('office', 'agency_create', '', '{}', '{"title":"Một lần"}', 'key-1')), '422 key-reused', 'another operation is');
select is(tests.call('admin', 'agency_create', '', '{}', '{"code":"xa-1","name_vi":"Xã 1","kind":"commune"}', 'key-1') ->> 'status', '201',
    'another client has keys of its own');
select is(tests.outcome(tests.call('office', 'task_create', '', '{}', '{"title":"x","lead_agency":"no"}', 'key-2')), '422 invalid-input', 'a refusal');
select is(tests.call('office', 'task_create', '', '{}', '{"title":"x"}', 'key-2') ->> 'status', '201', 'is not kept: the key is free');
select isnt(tests.got(tests.call('admin', 'client_create', '', '{}', '{"code":"once","name":"x","role":"leader","scopes":["task:read"]}', 'key-3'), 'secret'), null,
    'a new client gets a secret');
select is(tests.got(tests.call('admin', 'client_create', '', '{}', '{"code":"once","name":"x","role":"leader","scopes":["task:read"]}', 'key-3'), 'secret'), null,
    'which no repeat shows again');
select is((select count(*) from register.idempotency_records where body::text ~ '"secret" : "'), 0::bigint, 'and which is kept nowhere');
select is(tests.got(tests.call('office', 'person_create', '', '{}', '{"code":"once","name":"x","email":"once@longan.gov.vn"}', 'key-4'), 'email'), 'once@longan.gov.vn',
    'who writes a contact reads it');
select is(tests.call('office', 'person_create', '', '{}', '{"code":"once","name":"x","email":"once@longan.gov.vn"}', 'key-4') -> 'body' -> 'email', 'null',
    'it is not kept with the answer');
rollback;

-- Two connections at once: what they do is committed, under names of its own.
select tests.task('ID-1', 'assigned');
select tests.task('ID-2', 'assigned');
select dblink_connect(n.name, format('host=%s dbname=%s', current_setting('unix_socket_directories'), current_database()))
from (values ('a'), ('b')) as n (name);
select r.pid as b from dblink('b', 'select pg_backend_pid()') as r (pid integer) \gset
select dblink_exec('a', 'begin');
select is((select r.status from dblink('a', $$select tests.call('office', 'task_create', '', '{}', '{"title":"Cùng lúc"}', 'key-9') ->> 'status'$$) as r (status text)),
    '201', 'while one is at it');
select is(tests.outcome(tests.call('office', 'task_create', '', '{}', '{"title":"Cùng lúc"}', 'key-9')), '409 key-in-flight', 'the other is told so at once');
select dblink_exec('a', 'commit');
select is(tests.call('office', 'task_create', '', '{}', '{"title":"Cùng lúc"}', 'key-9') ->> 'replayed', 'true', 'and gets the answer afterwards');

select dblink_exec('a', 'begin');
select is((select r.result from dblink('a', $$select tests.got(tests.push('so-khcn', 'ID-1', 'same', 'received'), 'result')$$) as r (result text)), 'accepted',
    'while one pushes an event');
select dblink_send_query('b', $$select tests.got(tests.push('so-khcn', 'ID-1', 'same', 'received'), 'result')$$);
select ok(pg_temp.is_waiting(:b), 'the other waits');
select dblink_exec('a', 'commit');
select is((select r.result from dblink_get_result('b') as r (result text)), 'duplicate', 'and finds it done');
select is((select count(*) from register.status_updates where event_id = 'same'), 1::bigint, 'there is one');
select count(*) from dblink_get_result('b') as r (result text);

-- Two batches with the same tasks in opposite order wait for each other, and both are taken.
select dblink_exec('a', 'begin');
select count(*) from dblink('a', $$select tests.call('so-khcn', 'status_batch', '', '{}', '{"items":[
    {"index":0,"item":{"task":"ID-1","state":"in_progress","source":{"event_id":"x1"}}}, {"index":1,"item":{"task":"ID-2","state":"in_progress","source":{"event_id":"x2"}}}]}')$$) as r (a jsonb);
select dblink_send_query('b', $$select tests.call('so-khcn', 'status_batch', '', '{}', '{"items":[
    {"index":0,"item":{"task":"ID-2","state":"in_progress","source":{"event_id":"y2"}}}, {"index":1,"item":{"task":"ID-1","state":"in_progress","source":{"event_id":"y1"}}}]}') #> '{body,items}'$$);
select dblink_exec('a', 'commit');
select is((select array_agg(i.item ->> 'result') from dblink_get_result('b') as r (items jsonb), jsonb_array_elements(r.items) as i (item)), array['accepted', 'accepted'],
    'batches with the same tasks do not catch each other');
select dblink_disconnect('a'), dblink_disconnect('b');
select finish();
