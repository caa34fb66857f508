-- agency_changes.sql - tests: plans of agency changes: what is refused and pointed at, what a plan tells, when it is stale, what a decision needs, what applying writes.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(67);

select tests.call('office', 'agency_create', '', '{}', a.body::jsonb)
from (values ('{"code":"c-a","name_vi":"Sở A","kind":"department","parent":"ubnd-tinh","valid_from":"2010-01-01","identifiers":[{"scheme":"qd20","value":"H39.1"},{"scheme":"gso","value":"801","valid_from":"2026-01-01"}]}'),
             ('{"code":"c-b","name_vi":"Sở B","kind":"department","parent":"ubnd-tinh","identifiers":[{"scheme":"qd20","value":"H39.2"}]}'),
             ('{"code":"c-c","name_vi":"Sở C","kind":"department","parent":"ubnd-tinh","identifiers":[{"scheme":"qd20","value":"H39.3"}]}'),
             ('{"code":"c-a-1","name_vi":"Phòng A1","kind":"public_unit","parent":"c-a"}'),
             ('{"code":"c-late","name_vi":"Sở Sau","kind":"department","valid_from":"2025-12-01"}'),
             ('{"code":"c-ban","name_vi":"Ban Đảng","kind":"party_body","parent":"tinh-uy"}')) as a (body);
select tests.task('C-1', 'assigned', 'c-a', '{c-b}'), tests.task('C-2', 'blocked', 'c-a'), tests.task('C-3', 'verified', 'c-a'), tests.task('C-4', 'draft', 'c-b', '{so-khcn}'),
       tests.task('C-5', 'cancelled', 'c-b');
select private.bootstrap_client('c-a-system', 'Hệ thống A', 'agency', 'c-a', '{status:push,task:read}');
create function pg_temp.plan(p_body jsonb) returns jsonb language sql as $$
    select tests.call('office', 'agency_plan_create', '', '{}', '{"kind":"merge","effective_on":"2025-07-01","agencies":["c-a","c-b"],"into":[{"code":"c-new","name_vi":"Sở Mới","kind":"department"}]}' || p_body);
$$;
create function pg_temp.apply(p_plan jsonb, p_body jsonb default '{"document":"57-NQ/TW"}', p_client text default 'office') returns jsonb language sql as $$
    select tests.call(p_client, 'agency_plan_apply', p_plan -> 'body' ->> 'id', jsonb_build_object('if_match', p_plan -> 'body' -> 'version'), p_body);
$$;
-- [["error","code","/pointer"], …]
create function pg_temp.checks(p_plan jsonb) returns jsonb language sql as $$
    select coalesce(jsonb_agg(jsonb_build_array(c ->> 'level', c ->> 'code', c ->> 'pointer')), '[]') from jsonb_array_elements(p_plan -> 'body' -> 'checks') as c;
$$;

-- What is refused: all at once, each at its place.
select is(tests.faults(pg_temp.plan('{"agencies":["no","c-a","c-a"],"into":[{"code":"c-new"},{"code":"c-new","name_vi":"x","kind":"other","parent":"no"}],
    "identifiers_close":[{"scheme":"qd20","value":"H99"}],"handover":{"tasks":{"C-3":"c-b","C-1":"no","default":null},"clients":{"no":"c-b"}}}')),
    '{"/agencies/0":"not-found","/agencies/2":"duplicate","/into/0/name_vi":"required","/into/0/kind":"required","/into/1/parent":"not-found","/into/1/code":"duplicate","/into":"too-long",
      "/identifiers_close/0":"not-found","/handover/tasks/C-3":"not-found","/handover/tasks/C-1":"not-found","/handover/tasks/default":"required","/handover/clients/no":"not-found"}',
    'everything wrong with a plan is told at once');
select is(tests.faults(pg_temp.plan('{"into":[{"code":"c-new","name_vi":"x","kind":"other","identifiers":[{"scheme":"qd20","value":"h1"},{"scheme":"gso","value":"7","valid_to":"2025-07-01"},
    {"scheme":"gso","value":"9"},{"scheme":"gso","value":"9"}]}]}')), '{"/into/0/identifiers/0/value":"bad-format","/into/0/identifiers/1/valid_to":"order","/into/0/identifiers/3":"overlap"}',
    'identifiers have their form, begin with the change where nothing else is said, and are given once');
select is(tests.faults(pg_temp.plan(k.body::jsonb)), k.faults::jsonb, k.body)
from (values ('{"kind":"split"}', '{"/agencies":"too-long","/into":"too-short"}'), ('{"kind":"split","agencies":["c-a"],"into":null}', '{"/into":"required"}'),
             ('{"kind":"dissolve"}', '{"/into":"not-allowed"}'), ('{"kind":"rename","agencies":["c-a"]}', '{"/into/0/code":"not-allowed"}'),
             ('{"into":[]}', '{"/into":"required"}'), ('{"agencies":["c-a"],"into":[{"code":"c-a"}]}', '{"/agencies":"too-short"}')) as k (body, faults);
select is(tests.outcome(tests.call('so-khcn', 'agency_plan_create', '', '{}', '{}')), '403 forbidden', 'an agency plans nothing');
select is(tests.outcome(tests.call('leader', 'agency_plan_create', '', '{}', '{}')), '403 forbidden', 'nor does a leader');
select is((select count(*) from register.agency_change_plans), 0::bigint, 'a refused plan is not kept');

-- What a plan tells.
create temporary table made as select pg_temp.plan('{"note":"Ghi chú","into":[{"code":"c-new","name_vi":"Sở Mới","name_en":"New","kind":"department","parent":"ubnd-tinh","identifiers":[{"scheme":"qd20","value":"H39.1"}]}]}') as p;
select is(p ->> 'status' || ' ' || (p ->> 'etag') || ' ' || (p ->> 'location'), '201 "v1" /v1/agency-change-plans/' || (p -> 'body' ->> 'id'), 'a plan is made') from made;
select is(p -> 'body' ->> 'state' || ' ' || (p -> 'body' ->> 'created_by') || ' ' || (p -> 'body' ->> 'note'), 'open office Ghi chú', 'is open, by whom, why') from made;
select is(pg_temp.checks(p), '[]', 'nothing stands against it') from made;
select is((select jsonb_agg(c ->> 'text_vi') from jsonb_array_elements(p -> 'body' -> 'changes') as c),
    '["Sở A kết thúc hoạt động, hết ngày 30/06/2025","Sở B kết thúc hoạt động, hết ngày 30/06/2025","Sở Mới được thành lập từ ngày 01/07/2025","Phòng A1 chuyển về trực thuộc Sở Mới từ ngày 01/07/2025",
      "Đóng mã định danh H39.1 (qd20) của c-a từ ngày 01/07/2025","Đóng mã định danh H39.2 (qd20) của c-b từ ngày 01/07/2025","Cấp mã định danh H39.1 (qd20) cho c-new từ ngày 01/07/2025"]', 'it says what becomes of whom') from made;
select is((select jsonb_agg(t ->> 'code' || ' ' || (t ->> 'part') || ' ' || (t ->> 'state') || ' ' || (t ->> 'from') || ' ' || (t ->> 'to')) from jsonb_array_elements(p -> 'body' -> 'tasks') as t),
    '["C-1 lead assigned c-a c-new","C-1 co assigned c-b c-new","C-2 lead blocked c-a c-new","C-4 lead draft c-b c-new"]', 'every open task, led or joined, drafts too, none that is done') from made;
select is((select jsonb_agg(t ->> 'code' || ' ' || (t ->> 'name') || ' ' || (t ->> 'from') || ' ' || (t ->> 'to')) from jsonb_array_elements(p -> 'body' -> 'clients') as t),
    '["c-a-system Hệ thống A c-a c-new"]', 'every client') from made;
select is(tests.call('leader', 'agency_plan_get', p -> 'body' ->> 'id') -> 'body', p -> 'body', 'a leader reads it') from made;
select is(tests.outcome(tests.call('so-khcn', 'agency_plan_get', p -> 'body' ->> 'id')), '403 forbidden', 'an agency does not') from made;
select is(tests.outcome(tests.call('office', 'agency_plan_get', i.id)), '404 not-found', 'there is no ' || i.id) from unnest('{x,00000000-0000-0000-0000-000000000000}'::text[]) as i (id);
select is((select jsonb_agg(i -> 'id') from jsonb_array_elements(tests.call('auditor', 'agency_plan_list', '', '{"agency":"c-b","kind":"merge","state":"open"}') -> 'body' -> 'items') as i),
    jsonb_build_array(p -> 'body' -> 'id'), 'plans are listed by agency, kind and state') from made;
select is(tests.call('auditor', 'agency_plan_list', '', '{"agency":"c-c"}') -> 'body' -> 'items', '[]', 'none of another agency');

-- Checks.
select is(pg_temp.checks(pg_temp.plan(k.body::jsonb)), k.checks::jsonb, k.body)
from (values
    ('{"effective_on":"2010-01-01"}', '[["error","agency-not-in-force","/agencies/0"],["warning","retroactive","/effective_on"]]'),
    ('{"effective_on":"2025-06-01"}', '[["warning","retroactive","/effective_on"]]'),
    ('{"into":[{"code":"c-late"}]}', '[["error","successor-not-in-force","/into/0"],["error","successor-not-in-force","/handover/tasks/C-1"],["error","successor-not-in-force","/handover/tasks/C-1"],
       ["error","successor-not-in-force","/handover/tasks/C-2"],["error","successor-not-in-force","/handover/tasks/C-4"],["error","successor-not-in-force","/handover/clients/c-a-system"]]'),
    ('{"into":[{"code":"c-new","name_vi":"x","kind":"department","parent":"c-a"}]}', '[["error","parent-not-in-force","/into/0/parent"]]'),
    ('{"into":[{"code":"c-new","name_vi":"x","kind":"department","parent":"c-late"}]}', '[["error","parent-not-in-force","/into/0/parent"]]'),
    ('{"into":[{"code":"c-new","name_vi":"x","kind":"department","identifiers":[{"scheme":"qd20","value":"H39.3"},{"scheme":"qd20","value":"H39.2"}]}]}', '[["error","identifier-in-use","/into/0/identifiers/0"]]'),
    ('{"handover":{"tasks":{"C-2":"c-b","C-4":"c-c"}}}', '[["error","successor-not-in-force","/handover/tasks/C-2"]]'),
    ('{"kind":"rename","agencies":["c-a"],"into":[{"code":"c-a","name_vi":"Sở A"}]}', '[["error","nothing-changes",""]]'),
    ('{"kind":"split","agencies":["c-b"],"into":[{"code":"c-b1","name_vi":"1","kind":"other"},{"code":"c-b2","name_vi":"2","kind":"other"}],"handover":{"tasks":{"C-4":"c-b2"}}}',
     '[["error","handover-undecided","/handover/tasks/C-1"]]'),
    ('{"kind":"dissolve","agencies":["c-a"],"into":[],"handover":{"tasks":{"default":"c-b"}}}', '[["warning","children-stay","/agencies"],["warning","handover-open","/handover/clients/c-a-system"]]'),
    ('{"kind":"dissolve","agencies":["c-a"],"into":null,"handover":{"tasks":{"default":"c-b"},"clients":{"c-a-system":null}}}', '[["warning","children-stay","/agencies"]]'),
    ('{"kind":"split","agencies":["c-b"],"into":[{"code":"c-b"},{"code":"c-b2","name_vi":"2","kind":"other"}]}', '[]')
) as k (body, checks);

-- Stale.
create temporary table stale as select pg_temp.plan('{}') as p;
select tests.task('C-6', 'assigned', 'so-khcn', '{c-b}');
select is(tests.call('office', 'agency_plan_get', p -> 'body' ->> 'id') -> 'body' ->> 'state', 'stale', 'with one task more the plan is another') from stale;
select is(tests.outcome(pg_temp.apply(p)), '409 plan-stale', 'and is not applied') from stale;
select is((select count(*) from jsonb_array_elements(tests.call('office', 'agency_plan_get', p -> 'body' ->> 'id') -> 'body' -> 'tasks')), 4::bigint, 'it stays readable as it was') from stale;
truncate stale;
insert into stale select pg_temp.plan('{}');
update register.tasks set state = 'in_progress', version = version + 1 where code = 'C-6';
select is(tests.call('office', 'agency_plan_get', p -> 'body' ->> 'id') -> 'body' ->> 'state', 'open', 'work going on makes no plan stale') from stale;
select tests.call('office', 'agency_patch', 'c-b', '{"if_match":1}', '{"note":"x"}');
select is(tests.outcome(pg_temp.apply(p)), '409 plan-stale', 'an agency changed makes it stale') from stale;
select tests.call('office', 'agency_create', '', '{}', '{"code":"c-taken","name_vi":"x","kind":"other"}');

-- The decision.
create temporary table decided as select pg_temp.plan('{"into":[{"code":"c-new","name_vi":"Sở Mới","kind":"department","parent":"ubnd-tinh","identifiers":[{"scheme":"qd20","value":"H39.1"}]}]}') as p;
select is(tests.outcome(tests.call('office', 'agency_plan_apply', p -> 'body' ->> 'id', '{"if_match":2}', '{"document":"57-NQ/TW"}')), '412 version-mismatch', 'the version that was read decides') from decided;
select is(tests.faults(pg_temp.apply(p, '{}')), '{"/decision":"required"}', 'no change without a decision') from decided;
select is(tests.faults(pg_temp.apply(p, '{"document":"57-NQ/TW","decision":{"number":"1/QĐ-UBND","signed_on":"2025-06-10"}}')), '{"/document":"either-or"}', 'one of both') from decided;
select is(tests.faults(pg_temp.apply(p, '{"document":"no/1"}')), '{"/document":"not-found"}', 'that is registered') from decided;
select is(tests.faults(pg_temp.apply(p, '{"decision":{"number":"x","signed_on":"2025-06-10","issuer":"no"}}')), '{"/decision/number":"bad-format","/decision/issuer":"not-found"}', 'or described as it is') from decided;
select is(tests.faults(pg_temp.apply(pg_temp.plan('{"kind":"rename","agencies":["hdnd-tinh"],"into":[{"code":"hdnd-tinh","name_vi":"x"}]}'), '{"decision":{"number":"1/NQ-HĐND","signed_on":"2025-06-10"}}')),
    '{"/decision/issuer":"required"}', 'with its issuer where nobody stands above');
create temporary table party as select pg_temp.plan('{"kind":"dissolve","agencies":["c-ban"],"into":[]}') as p;
select is(pg_temp.apply(p, '{"document":"57-NQ/TW"}') - 'errors' || tests.faults(pg_temp.apply(p, '{"document":"57-NQ/TW"}')), '{"status":422,"problem":"issuer-too-low","/document":"issuer-too-low"}',
    'a Party body is changed by the one above it or a higher one') from party;
select is(tests.faults(pg_temp.apply(p, '{"decision":{"number":"1/QĐ-UBND","signed_on":"2025-06-10","issuer":"ubnd-tinh"}}')), '{"/decision/issuer":"issuer-too-low"}', 'not by the State') from party;
select is(pg_temp.apply(p, '{"decision":{"number":"12-QĐ/TU","signed_on":"2025-06-10"}}') -> 'body' -> 'change' ->> 'document_code', '12-QĐ/TU', 'the one above is asked where nothing else is said') from party;
select is((select count(*) from register.agency_changes), 1::bigint, 'what was refused left nothing');

-- Applying.
create temporary table before as select (select max(id) from register.journal) as last;
create temporary table done as select pg_temp.apply(p, '{"decision":{"number":"5/QĐ-UBND","signed_on":"2025-06-10","signer":"Nguyễn Văn A"}}') as a from decided;
select is(a ->> 'status' || ' ' || (a ->> 'etag'), '200 "v2"', 'applied') from done;
select is((a -> 'body' -> 'change') - array['id', 'known_at', 'document', 'client'], '{"kind":"merge","effective_on":"2025-07-01","agencies":["c-a","c-b"],"agency_names":["Sở A","Sở B"],"into":["c-new"],"into_names":["Sở Mới"],
    "document_code":"5/QĐ-UBND","document_issued_on":"2025-06-10","note":null,"state":"scheduled","awaiting":6,"carried_out_at":null}', 'the change stands for its day') from done;
select row_eq($$select issuer_id, subject::text, signer::text from register.documents where code = '5/QĐ-UBND'$$, row(private.agency_id('ubnd-tinh'), 'Hợp nhất Sở A, Sở B thành Sở Mới'::text, 'Nguyễn Văn A'::text), 'the decision is registered');
select results_eq($$select action || ' ' || object_kind, count(*) from register.journal, before where id > last and operation = 'agency_plan_apply' and client = 'office' group by 1 order by 1$$, $$values
    ('insert agency', 1::bigint), ('insert agency_change', 1), ('insert agency_handover', 6), ('insert agency_identifier', 3), ('insert agency_succession', 2), ('insert agency_version', 5),
    ('insert document', 1), ('update agency', 3), ('update agency_change_plan', 1), ('update agency_identifier', 3), ('update agency_version', 3), ('update client', 1)$$, 'and every row is in the journal');
select is(tests.outcome(pg_temp.apply(p)), '409 plan-already-applied', 'twice is refused, whatever version is named') from decided;
select is(tests.call('office', 'agency_plan_get', p -> 'body' ->> 'id') -> 'body' ->> 'state', 'applied', 'the plan is applied') from decided;
select is(tests.call('office', 'agency_plan_get', p -> 'body' ->> 'id') -> 'body' ->> 'document_code', '5/QĐ-UBND', 'by that document') from decided;
select is(tests.call('office', 'agency_get', 'c-a') -> 'body' -> 'identifiers', '[{"scheme":"qd20","value":"H39.1","valid_from":null,"valid_to":"2025-07-01"}]', 'identifiers close; one that would only begin later never does');
select is(tests.call('office', 'agency_get', 'c-a-1', '{"valid_at":"2025-07-01"}') -> 'body' ->> 'parent', 'c-new', 'who stood below comes below the new one');
select is(tests.call('office', 'agency_get', 'c-a-1', '{"valid_at":"2025-06-30"}') -> 'body' ->> 'parent', 'c-a', 'on that day');
select is(tests.got(pg_temp.apply(pg_temp.plan('{"kind":"rename","agencies":["c-c"],"into":[{"code":"c-c","name_vi":"Sở C mới","identifiers":[{"scheme":"qd20","value":"H39.2"}]}],"identifiers_close":[{"scheme":"qd20","value":"H39.3"}]}'),
    '{"document":"5/QĐ-UBND"}', 'admin'), 'change', 'document_code'), '5/QĐ-UBND', 'one document decides many changes; an administrator applies too');
select is(tests.call('office', 'agency_get', 'c-c', '{"valid_at":"2025-07-01"}') -> 'body' -> 'identifiers' #>> '{0,value}', 'H39.2', 'identifiers of one that goes on close and open too');
select is(pg_temp.checks(pg_temp.plan('{"kind":"dissolve","agencies":["c-new"],"into":[],"effective_on":"2025-07-01"}')) -> 0 ->> 1, 'agency-not-in-force', 'none ends on the day it begins');
select is(pg_temp.checks(pg_temp.plan('{"kind":"dissolve","agencies":["c-a"],"into":[],"effective_on":"2025-06-20","handover":{"tasks":{"default":"c-c"}}}')) -> 0, '["error","agency-changes-later","/agencies/0"]', 'nor twice');
select is(pg_temp.apply(pg_temp.plan('{"kind":"dissolve","agencies":["c-a"],"into":[],"effective_on":"2025-06-20","handover":{"tasks":{"default":"c-c"}}}')) -> 'errors',
    '[{"pointer":"/agencies/0","code":"agency-changes-later","args":["c-a","01/07/2025"]}]', 'errors among the checks refuse the applying');
select is(pg_temp.checks(pg_temp.plan('{"kind":"dissolve","agencies":["c-c"],"into":[],"effective_on":"2025-06-20"}')), '[["error","agency-changes-later","/agencies/0"]]',
    'nor before a change already known to come');
select is(pg_temp.checks(pg_temp.plan('{"kind":"rename","agencies":["c-c"],"into":[{"code":"c-c","name_vi":"Sở C giữa"}],"effective_on":"2025-06-20"}')), '[["warning","agency-overtaken","/into/0"]]',
    'what holds only for a while says so');
select finish();
rollback;
