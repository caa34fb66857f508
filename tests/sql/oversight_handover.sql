-- oversight_handover.sql - tests: what an agency that is merged or split had asked, raised and was told, and what goes to who comes after it.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(28);

create function pg_temp.change(p_kind text, p_day text, p_agencies text[], p_into text[], p_more jsonb default '{}') returns text language sql as $$
    select tests.outcome(tests.call('office', 'agency_plan_apply', p.answer -> 'body' ->> 'id', '{"if_match":1}', '{"document":"57-NQ/TW"}'))
    from tests.call('office', 'agency_plan_create', '', '{}', jsonb_build_object('kind', p_kind, 'effective_on', p_day, 'agencies', to_jsonb(p_agencies),
        'into', (select jsonb_agg(jsonb_build_object('code', c)) from unnest(p_into) as c)) || p_more) as p (answer);
$$;
create function pg_temp.step(p_client text, p_code text, p_body jsonb) returns jsonb language sql as $$
    select tests.call(p_client, 'obstacle_transition', p_code,
        jsonb_build_object('if_match', (select o.version from register.obstacles o where o.code = p_code)), p_body);
$$;
create function pg_temp.code(p_title text) returns text language sql as $$ select code from register.obstacles where title = p_title; $$;
create function pg_temp.office(p_operation text, p_object text, p_body jsonb, p_version integer default null) returns jsonb language sql as $$
    select tests.call('office', p_operation, p_object, jsonb_build_object('if_match', coalesce(p_version,
        (select i.version from register.inspections i where i.code = p_object))), p_body);
$$;
select tests.call('office', 'agency_create', '', '{}', jsonb_build_object('code', c, 'name_vi', 'Cơ quan ' || c, 'kind', 'department', 'valid_from', '2010-01-01'))
from unnest('{o-a,o-b,o-c,o-d,o-e,o-f,o-g}'::text[]) as c;
select private.bootstrap_client(c || '-sys', 'x', 'agency', c, '{status:push,task:read}') from unnest('{o-a,o-b,o-c,o-d}'::text[]) as c;
select tests.call('office', 'document_create', '', '{}', '{"code":"31-QĐ/BCĐ","family":"party","type":"Quyết định","issuer_name":"x","issued_on":"2025-06-01","subject":"x"}');
select tests.task('OV-1', 'in_progress', 'o-a', '{so-khcn}'), tests.task('OV-2', 'in_progress', 'so-khcn', '{o-a}'), tests.task('OV-3', 'in_progress', 'o-c'),
       tests.task('OV-4', 'in_progress', 'o-b'), tests.task('OV-5', 'in_progress', 'o-d');

-- What was asked and raised before.
create temporary table asked as select tests.call('o-a-sys', 'extension_create', 'OV-1', '{}', '{"reason":"Chờ vốn","due_on":"2026-03-31"}') -> 'body' ->> 'code' as code;
select tests.call('o-a-sys', 'obstacle_create', '', '{}', '{"task":"OV-2","title":"Thiếu người","needs_level":"agency"}'),
       tests.call('o-b-sys', 'obstacle_create', '', '{}', '{"task":"OV-4","title":"Thiếu vốn","needs_level":"province"}');
create temporary table urged as select tests.call('office', 'urging_create', 'OV-1', '{}', '{"text_vi":"Đề nghị khẩn trương"}') -> 'body' ->> 'code' as code;
select tests.call('office', 'notice_address_patch', c.code, '{"if_match":1}', jsonb_build_object('email', c.code || '@longan.gov.vn'))
from unnest('{o-a,o-b,o-d}'::text[]) as c (code);
select pg_temp.office('inspection_create', '', '{"title":"Kiểm tra","starts_on":"2025-06-10","ends_on":"2025-06-20","document":"31-QĐ/BCĐ","agencies":["o-a"],"tasks":["OV-3"],
    "members":[{"role":"head","agency":"tinh-uy"}]}', 0);
select pg_temp.office('inspection_transition', 'KT-2025-0001', '{"action":"start"}');
select pg_temp.office('finding_create', 'KT-2025-0001', f) from unnest(array['{"agency":"o-a","task":"OV-1","kind":"shortcoming","text":"Chậm"}', '{"agency":"o-c","task":"OV-3","kind":"other","text":"Đã xem"}']::jsonb[]) as f;
select pg_temp.office('recommendation_create', 'KT-2025-0001', '{"agency":"o-a","finding":1,"text":"Báo cáo đúng hạn","due_text":"Quý III/2025"}');
select is(pg_temp.change('merge', '2025-06-12', '{o-a}', '{o-b}'), '200', 'one agency goes into another');

-- Extensions.
select is((tests.call('o-b-sys', 'extension_get', code) -> 'body') @> '{"asked_by":"o-a","state":"asked"}', true, 'who leads the task sees what was asked, and who asked') from asked;
select is(tests.outcome(tests.call('o-c-sys', 'extension_get', code)), '404 not-found', 'nobody else') from asked;
select is(tests.faults(tests.call('o-b-sys', 'extension_create', 'OV-1', '{}', '{"reason":"x","due_on":"2026-04-30"}')), '{"": "extension-open"}', 'it need not ask again') ;
select is(tests.got(tests.call('office', 'extension_decide', code, '{"if_match":1}', '{"decision":"grant"}'), 'due_on_granted'), '2026-03-31', 'it is granted as it was asked') from asked;

-- Obstacles.
select is(tests.got(pg_temp.step('o-b-sys', pg_temp.code('Thiếu người'), '{"action":"solve","reason":"Đã bổ sung"}'), 'state'), 'solved',
    'what an agency raised on a task it joined its successor settles');
select is(tests.outcome(pg_temp.step('o-c-sys', pg_temp.code('Thiếu người'), '{"action":"reopen","reason":"x"}')), '404 not-found', 'and nobody else');
select is(tests.got(pg_temp.step('o-b-sys', pg_temp.code('Thiếu người'), '{"action":"reopen","reason":"Chưa đủ"}'), 'raised_by'), 'o-a', 'who raised it stays on record');

-- Urgings and what is sent.
select is(tests.got(tests.call('o-b-sys', 'urging_get', code), 'agency'), 'o-a', 'the successor reads what its predecessor was told') from urged;
create function pg_temp.take(p_channel text) returns jsonb language sql as $$
    select coalesce(jsonb_object_agg(m ->> 'subject', jsonb_build_array(m ->> 'to', m ->> 'to_name')), '{}')
    from jsonb_array_elements(tests.call('clerk', 'clerk_outbox_take', '', '{}', jsonb_build_object('channels', jsonb_build_array(p_channel), 'limit', 50, 'seconds', 300)) -> 'body' -> 'messages') as m;
$$;
update register.outbox set state = 'sent', sent_at = now();
select tests.call('admin', 'setting_patch', 'delivery_channels', '{"if_match":1}', '{"value":"file,smtp"}');
select private.outbox_put('test', private.agency_id(c), 'officer', c, 'x', '[]') from unnest('{o-a,o-d}'::text[]) as c;
select is((tests.call('office', 'outbox_list', '', '{"channel":"smtp","state":"waiting"}') -> 'body' -> 'items' -> 1) @> '{"recipient":"o-a","address":"o-b@longan.gov.vn"}', true, 'where it would go is told');
select is(pg_temp.take('smtp') -> 'o-a', '["o-b@longan.gov.vn", "Cơ quan o-b"]', 'what is for an agency that is no more goes to its successor');
select is(pg_temp.take('file') -> 'o-a', '["o-b@longan.gov.vn", "Cơ quan o-b"]', 'in the file drop too');
select tests.call('admin', 'notice_address_patch', 'o-b', '{"if_match":2}', '{"email":null}');
update register.outbox set state = 'waiting', taken_until = null, sent_at = null, next_at = now();
select is(tests.call('clerk', 'clerk_outbox_take', '', '{}', '{"channels":[],"limit":1,"seconds":300}') #>> '{body,standing,without_address}', '1', 'a successor without a mailbox is waited for, not passed by');
select is(pg_temp.change('split', '2025-06-12', '{o-d}', '{o-e,o-f}', '{"handover":{"tasks":{"default":"o-e"}}}'), '200', 'another one is split');
select is(pg_temp.take('smtp') -> 'o-d', '["o-d@longan.gov.vn", "Cơ quan o-d"]', 'of several none is guessed: it goes to the mailbox that was left');
update register.tasks set lead_agency_id = private.agency_id('o-d') where code = 'OV-5';
select is(tests.call('office', 'urging_create', 'OV-5', '{}', '{"text_vi":"x"}') -> 'errors', '[{"pointer":"/agency","code":"agency-closed","args":["o-e, o-f"]}]', 'nobody is urged who is no more');
select is(tests.got(tests.call('office', 'urging_create', 'OV-5', '{}', '{"text_vi":"x","audience":"inspection"}'), 'audience'), 'inspection', 'a body can be told of it');

-- Inspections.
select is((select array_agg(f ->> 'text') from jsonb_array_elements(tests.call('o-b-sys', 'inspection_get', 'KT-2025-0001') #> '{body,findings}') as f), '{Chậm}', 'a successor reads what was found at its predecessor');
select is(tests.got(tests.call('o-b-sys', 'inspection_get', 'KT-2025-0001'), 'recommendations', '0', 'agency'), 'o-a', 'and what is wanted of it');
select is((tests.call('o-b-sys', 'inspection_get', 'KT-2025-0001') -> 'body') @> '{"agencies":["o-a"],"finding_count":1}', true, 'no more than that');
select is(tests.outcome(tests.call('o-d-sys', 'inspection_get', 'KT-2025-0001')), '404 not-found', 'whom it does not concern does not know of it');
select is(tests.faults(pg_temp.office('recommendation_task', 'KT-2025-0001-1', '{}')), '{"/lead_agency": "agency-closed"}', 'no task is made for who is no more');
select is(tests.got(pg_temp.office('recommendation_task', 'KT-2025-0001-1', '{"lead_agency":"o-b"}'), 'state'), 'task', 'but for who came after');
select is((pg_temp.office('inspection_patch', 'KT-2025-0001', '{"agencies":["o-a","o-b"]}') -> 'body' -> 'agencies'), '["o-a", "o-b"]', 'the successor is inspected too, though what was found stays with the predecessor');
select is(tests.got(pg_temp.office('finding_create', 'KT-2025-0001', '{"agency":"o-b","task":"OV-1","kind":"other","text":"Đã khắc phục"}'), 'number'), '3', 'and things are found at it');
select is(tests.faults(pg_temp.office('inspection_patch', 'KT-2025-0001', '{"agencies":["o-a"]}')), '{"/agencies": "has-findings"}', 'what has findings stays inspected');
select tests.call('office', 'task_transition', 'OV-3', '{"if_match":1}', '{"action":"transfer","to_agency":"o-g","reason":"x"}');
select is(pg_temp.office('inspection_patch', 'KT-2025-0001', '{"agencies":["o-a","o-b","o-g"]}') ->> 'status', '200', 'a task that was transferred stands in nobody''s way');
select is(tests.faults(pg_temp.office('inspection_patch', 'KT-2025-0001', '{"tasks":["OV-2"]}')), '{}', 'nor does it bind the scope any more');
select finish();
rollback;
