-- completion.sql - tests: what a report must name, who verifies it, what became of each report, what co-agencies contributed.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-20';
select plan(45);

create function pg_temp.act(p_task text, p_body jsonb, p_client text default 'office') returns jsonb language sql as $$
    select tests.call(p_client, 'task_transition', p_task,
        jsonb_build_object('if_match', (select t.version from register.tasks t where t.code = p_task)), p_body);
$$;
create function pg_temp.stand(p_task text) returns text language sql as $$
    select concat_ws(' ', t.state, t.version, t.reported_on, t.verified_on, (select count(*) from register.task_events e where e.task_id = t.id),
                     (select count(*) from register.status_updates u where u.task_id = t.id))
    from register.tasks t where t.code = p_task;
$$;
create function pg_temp.items(p_operation text, p_task text, p_client text default 'office') returns setof jsonb language sql as $$
    select jsonb_array_elements(tests.call(p_client, p_operation, p_task) -> 'body' -> 'items');
$$;

-- What a report lacks is told at once, and nothing is changed.
select tests.task('K-1', 'in_progress', 'so-khcn', '{tinh-uy}');
update register.tasks set assigned_on = '2025-06-01', due_on = '2025-06-12' where code = 'K-1';
create temporary table lacking as
    select n.body, tests.call('so-khcn', 'status_push', '', jsonb_build_object('idempotency_key', 'l' || n.place),
               '{"task":"K-1","state":"reported"}' || n.body) as pushed, pg_temp.act('K-1', '{"action":"report"}' || n.body) as by_hand, n.faults
    from (values (1, '{}'::jsonb, '{"/product":"required","/evidence":"required"}'::jsonb),
                 (2, '{"product":null,"evidence":null}', '{"/product":"required","/evidence":"required"}'),
                 (3, tests.report() - 'product', '{"/product":"required"}'),
                 (4, tests.report() - 'evidence', '{"/evidence":"required"}'),
                 (5, tests.report() || '{"evidence":[]}', '{"/evidence":"required"}'),
                 (6, tests.report() || '{"product":{"issued_on":"2025-06-01"}}', '{"/product":"names-nothing"}'),
                 (7, tests.report() || '{"product":{"document":"9/KC"}}', '{"/product/document":"not-found"}'),
                 (8, tests.report() || '{"evidence":[{"title":"x"},{"sha256":"00"},{"title":"  "}]}',
                     '{"/evidence/1":"names-nothing","/evidence/2":"names-nothing"}')) as n (place, body, faults);
select is_empty($$select body, pushed from lacking where tests.outcome(pushed) <> '422 report-refused' or tests.faults(pushed) <> faults$$,
    'a push that reports without product or evidence is refused');
select is_empty($$select body, by_hand from lacking where tests.outcome(by_hand) <> '422 report-refused' or tests.faults(by_hand) <> faults$$,
    'so is a report by hand');
select is(pg_temp.stand('K-1'), 'in_progress 1 0 0', 'and nothing is changed');
select is(tests.faults(tests.push('so-khcn', 'K-1', 'd0', 'reported', '{"product":null}', '{"occurred_at":"2025-05-31T10:00:00+07:00"}')),
    '{"/product":"required","/source/occurred_at":"too-small"}', 'a report is not older than the assignment');
select is(tests.faults(pg_temp.act('K-1', '{"action":"report","occurred_on":"2025-05-31"}' || tests.report())),
    '{"/occurred_on":"too-small"}', 'by hand neither');
select is(tests.faults(pg_temp.act('K-1', '{"action":"suspend","reason":"x","product":{"title":"x"},"evidence":[{"title":"x"}]}')),
    '{"/product":"not-allowed","/evidence":"not-allowed"}', 'no other move takes a product');
select is(tests.got(tests.push('so-khcn', 'K-1', 'p1', 'in_progress'), 'result'), 'accepted', 'no other push needs one');
create temporary table batch as select tests.call('so-khcn', 'status_batch', '', '{}', jsonb_build_object('items', jsonb_build_array(
    '{"index":0,"item":{"task":"K-1","state":"reported","source":{"event_id":"b0"}}}'::jsonb,
    '{"index":1,"item":{"task":"K-1","state":"in_progress","source":{"event_id":"b1"}}}'::jsonb))) -> 'body' -> 'items' as items;
select is(items -> 0 ->> 'code' || ' ' || (items -> 1 ->> 'result'), 'report-refused accepted', 'in a batch it is one entry that is refused') from batch;

-- Reported, returned, reported anew, verified: both dates of each.
select tests.push('so-khcn', 'K-1', 'r1', 'reported', '{"summary":"Xong"}', '{"occurred_at":"2025-06-10T09:00:00+07:00"}');
select is(pg_temp.stand('K-1'), 'reported 4 2025-06-10 1 3', 'a report with product and evidence is taken');
select is(tests.faults(pg_temp.act('K-1', '{"action":"return"}')), '{"/reason":"required"}', 'a return needs a reason');
select is(tests.faults(pg_temp.act('K-1', '{"action":"return","reason":"x","occurred_on":"2025-06-09"}')), '{"/occurred_on":"too-small"}',
    'and is not older than the report');
select is(tests.faults(pg_temp.act('K-1', '{"action":"verify","occurred_on":"2025-06-09"}')), '{"/occurred_on":"too-small"}', 'nor is a verification');
select is(pg_temp.stand('K-1'), 'reported 4 2025-06-10 1 3', 'what was refused changed nothing');
select pg_temp.act('K-1', '{"action":"return","reason":"Thiếu biên bản","document":"57-NQ/TW","occurred_on":"2025-06-13"}');
select is(tests.faults(tests.push('so-khcn', 'K-1', 'r2', 'reported', '{}', '{"occurred_at":"2025-06-12T09:00:00+07:00"}')),
    '{"/source/occurred_at":"too-small"}', 'who was returned does not report for a day before that');
select tests.push('so-khcn', 'K-1', 'r3', 'reported', '{"product":{"document":"57-NQ/TW"},"evidence":[{"url":"https://a.example/1"}]}',
                  '{"occurred_at":"2025-06-15T09:00:00+07:00"}');
select pg_temp.act('K-1', '{"action":"verify","occurred_on":"2025-06-18"}');
select row_eq($$select state, reported_on, verified_on from register.tasks where code = 'K-1'$$,
    row('verified'::text, date '2025-06-15', date '2025-06-18'), 'the day of the accepted report counts, that of the verification is kept');
select results_eq($$select i - '{recorded_at,evidence}'::text[] from pg_temp.items('task_completion', 'K-1') as i$$, array[
    '{"number":2,"result":"verified","reported_on":"2025-06-15","reported_by":"so-khcn","agency":"so-khcn","summary":null,"product":{"document":"57-NQ/TW"},
      "days_late":3,"verified_on":"2025-06-18","verified_by":"office","returned_on":null,"returned_by":null,"reason":null,"decision_document":null,"returned_before":1}'::jsonb,
    '{"number":1,"result":"returned","reported_on":"2025-06-10","reported_by":"so-khcn","agency":"so-khcn","summary":"Xong","product":{"document_number":"12/BC-SKHCN"},
      "days_late":0,"verified_on":null,"verified_by":null,"returned_on":"2025-06-13","returned_by":"office","reason":"Thiếu biên bản","decision_document":"57-NQ/TW","returned_before":0}'],
    'each report says what became of it, how late it was, and how often one was returned before');
select results_eq($$select i -> 'evidence' from pg_temp.items('task_completion', 'K-1', 'tinh-uy') as i$$,
    array['[{"url":"https://a.example/1"}]'::jsonb, '[{"document_number":"15/BB-NT"}]'], 'with its evidence, for who joins the task too');
select is(tests.outcome(tests.call('ubnd-tinh', 'task_completion', 'K-1')), '404 not-found', 'and for nobody else');
select pg_temp.act('K-1', '{"action":"reopen","reason":"Sai số liệu","document":"57-NQ/TW","occurred_on":"2025-06-19"}');
select is(i ->> 'result' || ' ' || (i ->> 'verified_on') || ' ' || (i ->> 'returned_on') || ' ' || (i ->> 'reason'),
    'reopened 2025-06-18 2025-06-19 Sai số liệu', 'a report that was verified and reopened') from pg_temp.items('task_completion', 'K-1') as i limit 1;
select is((select d.code from register.task_events e join register.documents d on d.id = e.document_id
           where e.task_id = private.task_id('K-1') and e.action = 'report' and e.product ? 'document'), '57-NQ/TW', 'a registered product is one of its events');
select is(tests.call('so-khcn', 'status_list', 'K-1') -> 'body' -> 'items' -> 0 -> 'product', '{"document":"57-NQ/TW"}', 'what a push named is kept');
select tests.task('K-5', 'assigned');
select pg_temp.act('K-5', '{"action":"report"}' || tests.report()), pg_temp.act('K-5', '{"action":"report"}' || tests.report());
select results_eq($$select i ->> 'result', i ->> 'agency' from pg_temp.items('task_completion', 'K-5') as i$$,
    $$values ('waiting', null), ('replaced', null)$$, 'a report by hand is of no agency; a second one replaces the first');
update register.tasks set regular = true, due_on = null, due_precision = 'none', due_text = 'Thường xuyên' where code = 'K-5';
select is(i -> 'days_late', 'null', 'without a deadline nothing is late') from pg_temp.items('task_completion', 'K-5') as i limit 1;
select is(tests.faults(pg_temp.act('K-5', '{"action":"report"}')), '{"/product":"required","/evidence":"required"}', 'a regular duty names its product too');

-- Who verifies.
select is(tests.call('so-khcn', 'task_transition', 'K-5', '{"if_match":3}', '{"action":"verify"}') ->> 'status', '403', 'the agency that reported does not verify');
update register.settings set value = 'separate' where name = 'verification';
select is(pg_temp.act('K-5', '{"action":"verify"}'),
    '{"status":403,"problem":"self-verification","errors":[{"pointer":"/action","code":"own-report","args":[]}]}',
    'with verification = separate the client that reported does not either');
select is(pg_temp.stand('K-5'), (select 'reported 3 ' || private.today()) || ' 2 0', 'and nothing is changed');
select private.bootstrap_client('office-2', 'office-2', 'office', null, '{task:read,task:write}');
select is(tests.got(pg_temp.act('K-5', '{"action":"verify"}', 'office-2'), 'state'), 'verified', 'another client of the office does');
update register.settings set value = 'any' where name = 'verification';
select throws_ok($$update register.settings set value = 'never' where name = 'verification'$$, '23514', null, 'the setting is one of two');
set local role steer_office;
set local steer.agency = '';
select set_config('steer.agency', (select a.id::text from register.agencies a where a.code = 'so-khcn'), true);
select throws_ok($$select private.verifier_check((select t from register.tasks t where t.code = 'K-1'), '')$$, 'ST403', 'self-verification',
    'whoever acts for the lead agency is told that it does not verify');
select set_config('steer.agency', '', true);
reset role;

-- Contributions.
select tests.task('K-2', 'in_progress', 'so-khcn', '{tinh-uy,ubnd-tinh,hdnd-tinh}');
select tests.push('tinh-uy', 'K-2', 'c1', 'in_progress', '{"progress_percent":20,"summary":"Đợt 1","evidence":[{"document_number":"1/CV"}]}'),
       tests.push('tinh-uy', 'K-2', 'c2', 'reported', '{"progress_percent":100,"summary":"Đã góp ý","product":null,"evidence":null}'),
       tests.push('ubnd-tinh', 'K-2', 'c1', 'in_progress', '{"summary":"Một lần"}');
select is(pg_temp.stand('K-2'), 'in_progress 1 0 3', 'contributions do not move the task, and need no product');
update register.tasks set co_agency_ids = array_remove(co_agency_ids, private.agency_id('ubnd-tinh')) where code = 'K-2';
select results_eq($$select i - '{last_on,agency_name}'::text[] from pg_temp.items('task_contributions', 'K-2', 'so-khcn') as i$$, array[
    '{"agency":"hdnd-tinh","joins":true,"contributions":0,"last_state":null,"last_percent":null,"last_summary":null,"evidence":[]}'::jsonb,
    '{"agency":"tinh-uy","joins":true,"contributions":2,"last_state":"reported","last_percent":100,"last_summary":"Đã góp ý","evidence":[{"document_number":"1/CV"}]}',
    '{"agency":"ubnd-tinh","joins":false,"contributions":1,"last_state":"in_progress","last_percent":null,"last_summary":"Một lần","evidence":[]}'],
    'the lead agency sees them, who never contributed and who joins no more among them');
select is((select i ->> 'last_on' from pg_temp.items('task_contributions', 'K-2') as i limit 1), null, 'no day for who never did');
select is(tests.outcome(tests.call('ubnd-tinh', 'task_contributions', 'K-2')), '404 not-found', 'not for who left');

-- Clear enough? By day 2025-06-20; the calendar of the sample has no year 2040.
insert into register.tasks (code, title, lead_agency_id) values ('L-1', 'Việc', null);
select tests.task('L-2', 'draft');
update register.tasks set responsible = 'Giám đốc', authority = 'Chủ tịch UBND', source_document_id = private.document_id('57-NQ/TW'),
    due_on = '2040-06-30', due_precision = 'month', due_text = 'Tháng 6/2040' where code = 'L-2';
select tests.task('L-3', 'draft');
update register.tasks set title = 'Nhiệm vụ L-2', due_on = '2025-06-15', due_precision = 'day', due_text = 'Quý II/2025' where code = 'L-3';
select tests.task('L-4', 'verified');
create function pg_temp.lint(p_task text) returns text[] language sql as $$
    select array(select left(f ->> 'level', 1) || ' ' || (f ->> 'code') || ' ' || (f ->> 'pointer')
                 from jsonb_array_elements(b.body -> 'gaps' || (b.body -> 'warnings')) as f)
    from (select tests.call('office', 'task_lint_get', p_task) -> 'body' as body) as b;
$$;
select is(pg_temp.lint('L-1'), '{w unclear-person /responsible,e unclear-time /due_on,e unclear-responsibility /lead_agency,e unclear-product /product,w unclear-authority /authority,w no-source-document /source_document,w title-short /title}',
    'all that a task lacks is told, what stops its assignment as errors');
select is(tests.got(tests.call('office', 'task_lint_get', 'L-1'), 'clear'), 'false', 'it is not clear');
select is(pg_temp.lint('L-2'), '{w title-twice /title,w year-without-calendar /due_on}', 'a year without calendar, a title used twice');
select is(tests.got(tests.call('office', 'task_lint_get', 'L-2'), 'clear'), 'true', 'a task with warnings alone is clear');
select is(pg_temp.lint('L-3'), '{w unclear-person /responsible,w unclear-authority /authority,w no-source-document /source_document,w title-twice /title,w deadline-past /due_on,w deadline-words-differ /due_text}',
    'a deadline that has passed, words that mean another day');
update register.tasks set due_text = 'giữa quý' where code = 'L-3';
update register.agencies set valid_to = '2025-06-30' where code = 'so-khcn';
select is(pg_temp.lint('L-3') @> '{w lead-agency-ending /lead_agency,w deadline-words-unclear /due_text}', true, 'words that mean nothing, a lead agency about to end');
update register.agencies set valid_to = '2025-06-20' where code = 'so-khcn';
select is(tests.faults(tests.call('office', 'task_transition', 'L-3', '{"if_match":1}', '{"action":"assign","document":"9/KC","occurred_on":"2999-01-01"}')),
    '{"/document":"not-found","/occurred_on":"too-large","/lead_agency":"agency-closed"}', 'an assignment tells all its faults at once');
select is(tests.faults(tests.call('office', 'task_transition', 'L-1', '{"if_match":1}', '{"action":"assign","document":"9/KC"}')),
    '{"/document":"not-found","/lead_agency":"required","/product":"required","/due_on":"required"}', 'with those of a task that is not clear');
select is((select array_agg(i ->> 'code' order by i ->> 'code') from jsonb_array_elements(tests.call('office', 'task_lint', '', '{"q":"L"}') -> 'body' -> 'items') as i
           where i ->> 'code' like 'L-%'), '{L-1,L-2,L-3}', 'the list has drafts and open tasks');
select is((select array_agg(i ->> 'code') from jsonb_array_elements(tests.call('office', 'task_lint', '', '{"clear":true}') -> 'body' -> 'items') as i
           where i ->> 'code' like 'L-%'), '{L-2}', 'or the clear ones');
select is((select count(*) from jsonb_array_elements(tests.call('so-khcn', 'task_lint') -> 'body' -> 'items') as i where i ->> 'code' like 'L-%'),
    0::bigint, 'an agency sees no drafts');
select finish();
rollback;
