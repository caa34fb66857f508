-- pushes.sql - tests: what becomes of a status push, by who sends it, where its task stands, and what was sent before.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(38);

select tests.task('P-1', 'assigned', 'so-khcn', '{tinh-uy}');
create temporary table first as select tests.push('so-khcn', 'P-1', 'e1', 'in_progress',
    '{"progress_percent":60,"summary":"Đã trình dự thảo","expected_completion":"2025-07-31",
      "evidence":[{"document_number":"215/TTr-SKHCN"}],"obstacles":[{"title":"Chưa có định mức","needs_level":"agency"}]}',
    '{"sequence":42,"occurred_at":"2025-06-10T23:30:00+07:00"}') as answer;
select is(answer ->> 'status', '201', 'a push is taken') from first;
select is(answer -> 'body' ->> 'result', 'accepted', 'as accepted') from first;
select is(answer -> 'body' -> 'task', '{"code":"P-1","state":"in_progress","version":2,"light":"green","light_reasons":["on_track"]}', 'with how the task stands now') from first;
select row_eq($$select state, progress_percent, summary::text, expected_completion, version, last_pushed_at = now() from register.tasks where code = 'P-1'$$,
    row('in_progress'::text, 60::smallint, 'Đã trình dự thảo'::text, date '2025-07-31', 2, true), 'the task has moved');
select row_eq($$select action, from_state, to_state, occurred_on, client from register.task_events where task_id = private.task_id('P-1')$$,
    row('start'::text, 'assigned'::text, 'in_progress'::text, date '2025-06-10', 'so-khcn'::text), 'and says which move it was, on the day of the source');
select is(tests.call('so-khcn', 'status_list', 'P-1') -> 'body' -> 'items' -> 0 -> 'evidence', '[{"document_number":"215/TTr-SKHCN"}]', 'what was sent is kept');

-- Repeats.
create temporary table again as select tests.push('so-khcn', 'P-1', 'e1', 'in_progress',
    '{"progress_percent":60,"summary":"Đã trình dự thảo","expected_completion":"2025-07-31",
      "evidence":[{"document_number":"215/TTr-SKHCN"}],"obstacles":[{"title":"Chưa có định mức","needs_level":"agency"}]}',
    '{"sequence":42,"occurred_at":"2025-06-10T23:30:00+07:00"}') as answer;
select is(a.answer ->> 'status' || ' ' || (a.answer -> 'body' ->> 'result'), '200 duplicate', 'a repeat is a duplicate') from again a;
select is(a.answer -> 'body' -> 'id', f.answer -> 'body' -> 'id', 'of the same update') from again a, first f;
select is((select count(*) from register.status_updates), 1::bigint, 'nothing is doubled');
select tests.call('office', 'task_transition', 'P-1', '{"if_match":2}', '{"action":"block","reason":"Vướng"}');
select is(tests.push('so-khcn', (select id::text from register.tasks where code = 'P-1'), 'e1', 'in_progress',
    '{"progress_percent":60,"summary":"Đã trình dự thảo","expected_completion":"2025-07-31",
      "evidence":[{"document_number":"215/TTr-SKHCN"}],"obstacles":[{"title":"Chưa có định mức","needs_level":"agency"}]}',
    '{"sequence":42,"occurred_at":"2025-06-10T23:30:00+07:00"}') -> 'body' -> 'task', '{"code":"P-1","state":"in_progress","version":2,"light":"blue","light_reasons":["blocked"]}',
    'by the id of the task too, and however late: what was stored then; the light is of now');
select is(tests.outcome(tests.push('so-khcn', 'P-1', 'e1', 'in_progress', '{"progress_percent":61}', '{"sequence":42}')), '422 key-reused',
    'the same event with another content is refused');
select tests.task('P-2', 'assigned');
select is(tests.faults(tests.push('so-khcn', 'P-2', 'e1', 'in_progress', '{"progress_percent":60,"summary":"Đã trình dự thảo","expected_completion":"2025-07-31",
      "evidence":[{"document_number":"215/TTr-SKHCN"}],"obstacles":[{"title":"Chưa có định mức","needs_level":"agency"}]}',
    '{"sequence":42,"occurred_at":"2025-06-10T23:30:00+07:00"}')), '{"/source/event_id":"key-reused"}', 'another task is another content');
select is(tests.outcome(tests.push('ubnd-tinh', 'P-2', 'e1', 'in_progress')), '404 not-found', 'another client has events of its own');

-- Order.
select is(tests.got(tests.push('so-khcn', 'P-1', 'e2', 'received', '{"progress_percent":1,"summary":"Cũ"}', '{"sequence":41}'), 'result'), 'superseded',
    'a lower sequence is kept');
select row_eq($$select state, version, progress_percent, summary::text from register.tasks where code = 'P-1'$$,
    row('blocked'::text, 3, 60::smallint, 'Đã trình dự thảo'::text), 'and does not move the task back');
select is(tests.got(tests.push('so-khcn', 'P-1', 'e3', 'in_progress', '{"progress_percent":70}', '{"sequence":43}'), 'task', 'state'), 'blocked',
    'progress of a blocked task leaves it blocked');
select is((select summary from register.tasks where code = 'P-1'), 'Đã trình dự thảo', 'what a push leaves out stays');
select is(tests.got(tests.push('so-khcn', 'P-1', 'e4', 'in_progress', '{}', '{"sequence":43}'), 'result'), 'accepted', 'an equal sequence is no lower one');
select is(tests.got(tests.push('so-khcn', 'P-1', 'e5', 'in_progress'), 'result'), 'accepted', 'without a sequence there is no order to break');

-- Who.
select is(tests.got(tests.push('tinh-uy', 'P-1', 'e1', 'reported', '{"summary":"Đã góp ý"}'), 'result'), 'contribution', 'a co-agency contributes');
select row_eq($$select state, version, summary::text from register.tasks where code = 'P-1'$$, row('blocked'::text, 6, 'Đã trình dự thảo'::text),
    'which does not move the task');
select is(tests.push('ubnd-tinh', 'P-1', 'f1', 'in_progress') - 'errors', tests.push('ubnd-tinh', 'P-missing', 'f1', 'in_progress') - 'errors',
    'a foreign task is answered as a missing one');
select is(tests.faults(tests.push('ubnd-tinh', 'P-1', 'f1', 'in_progress')), '{"/task":"not-found"}', 'at /task');
select is(tests.got(tests.push('office', 'P-2', 'o1', 'received'), 'task', 'state'), 'received', 'the office pushes for whom it likes');
select is(tests.outcome(tests.push('leader', 'P-2', 'l1', 'received')), '403 forbidden', 'a leader does not push');
select tests.task('P-draft', 'draft');
select is(tests.outcome(tests.push('so-khcn', 'P-draft', 'd1', 'received')), '404 not-found', 'an agency knows of no draft');
select is(tests.push('office', 'P-draft', 'd1', 'received') -> 'errors',
    '[{"pointer":"/state","code":"illegal-transition","args":["draft","receive"]}]', 'and the office does not push one');

-- Illegal.
select tests.task('P-done', 'verified');
select is(tests.push('so-khcn', 'P-done', 'v1', 'in_progress') - 'errors', '{"status":409,"problem":"illegal-transition"}', 'a verified task is done');
select is((select count(*) from register.status_updates where task_code = 'P-done'), 0::bigint, 'a refused push leaves nothing');
select is(tests.got(tests.push('so-khcn', 'P-2', 'r1', 'reported', '{}', '{"occurred_at":"2025-06-09T10:00:00+07:00"}'), 'task', 'state'), 'reported',
    'a report');
select is((select reported_on from register.tasks where code = 'P-2'), date '2025-06-09', 'counts on the day it happened');
select tests.push('so-khcn', 'P-2', 'r2', 'reported', '{}', '{"occurred_at":"2999-01-01T00:00:00+07:00"}');
select is((select reported_on from register.tasks where code = 'P-2'), date '2025-06-12', 'a day that has not come yet counts as today');

-- Keys and systems.
select is(tests.faults(tests.call('so-khcn', 'status_push', '', '{}', '{"task":"P-1","state":"in_progress"}')), '{"/source/event_id":"required"}',
    'a push needs a key');
select is(tests.call('so-khcn', 'status_push', '', '{"idempotency_key":"k-1"}', '{"task":"P-1","state":"in_progress"}') ->> 'status', '201',
    'an Idempotency-Key will do');
select is(tests.got(tests.call('so-khcn', 'status_push', '', '{"idempotency_key":"k-1"}', '{"task":"P-1","state":"in_progress"}'), 'result'), 'duplicate',
    'and is the event''s key then');
select is(tests.faults(tests.push('so-khcn', 'P-1', 's1', 'in_progress', '{}', '{"system":"qlvb"}')), '{"/source/system":"not-allowed"}',
    'nobody speaks for a system that is not theirs');
update register.api_clients set source_systems = '{qlvb}' where code = 'so-khcn';
select is(tests.push('so-khcn', 'P-1', 'e1', 'in_progress', '{}', '{"system":"qlvb"}') ->> 'status', '201', 'a gateway does, with events of that system');
select throws_ok($$update register.status_updates set state = 'reported'$$, '42501', null, 'nothing that was pushed is changed');
select finish();
rollback;
