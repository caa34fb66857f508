-- tasks.sql - tests: tasks are made, changed and read by who may, with everything wrong told at once.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(31);

create temporary table made as select tests.call('office', 'task_create', '', '{}', '{
    "title":"Tập huấn","description":"a\nb","lead_agency":"so-khcn","co_agencies":["tinh-uy","ubnd-tinh"],"assigner":"hdnd-tinh",
    "responsible":"Nguyễn Minh Hải","product":"Báo cáo","authority":"Giám đốc Sở","pillar":"nhan-luc","key":true,
    "due_text":"Quý II/2025","source_document":"57-NQ/TW","programme":"ctct-2025"}') as answer;
select is(answer ->> 'status', '201', 'a task is created') from made;
select is(answer ->> 'etag', '"v1"', 'with its first version') from made;
select is(answer ->> 'location', '/v1/tasks/NV-2025-0001', 'and a place named by the first free number of the year') from made;
select is((answer -> 'body') - array['id', 'created_at', 'updated_at'], '{
    "code":"NV-2025-0001","title":"Tập huấn","description":"a\nb","programme":"ctct-2025","source_document":"57-NQ/TW",
    "lead_agency":"so-khcn","lead_agency_name":"Sở Khoa học và Công nghệ tỉnh Long An","co_agencies":["tinh-uy","ubnd-tinh"],
    "assigner":"hdnd-tinh","responsible":"Nguyễn Minh Hải","product":"Báo cáo","authority":"Giám đốc Sở","pillar":"nhan-luc",
    "key":true,"regular":false,"due_text":"Quý II/2025","due_on":"2025-06-30","due_precision":"quarter","secrecy":"none",
    "state":"draft","version":1,"progress_percent":null,"summary":null,"expected_completion":null,"original_due_on":null,
    "original_lead_agency":null,"light":"grey","light_reasons":["draft"],"assigned_on":null,"reported_on":null,"verified_on":null,"last_pushed_at":null}'::jsonb,
    'it is shown as it was given, references as codes') from made;
select is(tests.call('office', 'task_get', answer -> 'body' ->> 'id') -> 'body', answer -> 'body', 'the id names it too') from made;
select is(tests.outcome(tests.call('office', 'task_create', '', '{}', '{"code":"NV-2025-0001","title":"x"}')),
          '409 already-exists', 'a code is given once');
select tests.task('NV-2025-0002', 'draft');
select is(tests.got(tests.call('office', 'task_create', '', '{}', '{"title":"x"}'), 'code'), 'NV-2025-0003',
          'a number somebody has used is passed over');
select is(tests.faults(tests.call('office', 'task_create', '', '{}', '{"title":"x","lead_agency":"no-1","co_agencies":["so-khcn","no-2","so-khcn"],
    "programme":"no-3","source_document":"no/4","assigner":"no-5","due_text":"khi nào xong"}')),
    '{"/lead_agency":"not-found","/co_agencies/1":"not-found","/co_agencies/2":"duplicate","/programme":"not-found",
      "/source_document":"not-found","/assigner":"not-found","/due_text":"unclear-deadline"}', 'everything wrong is told at once');
select is(tests.faults(tests.call('office', 'task_create', '', '{}', '{"title":"x","lead_agency":"so-khcn","co_agencies":["so-khcn"]}')),
    '{"/co_agencies":"duplicate"}', 'the lead does not also join');
select is(tests.outcome(tests.call('office', 'task_create', '', '{}', '{"title":"x","secrecy":"mat","lead_agency":"no"}')),
    '422 state-secret', 'a State secret is refused and not looked at further');
select is(tests.got(tests.call('office', 'task_create', '', '{}', '{"title":"x","due_text":"khi nào xong","due_on":"2025-08-01"}'), 'due_precision'),
    'day', 'a day beside words nobody understands counts');

select is(tests.call('office', 'task_patch', 'NV-2025-0001', '{"if_match":1}', '{"pillar":null,"title":"Tên mới","co_agencies":["tinh-uy"]}')
          -> 'body' -> 'co_agencies', '["tinh-uy"]', 'a merge patch changes what it names');
select is((select pillar from register.tasks where code = 'NV-2025-0001'), null, 'null takes a value away');
select is(tests.call('office', 'task_patch', 'NV-2025-0001', '{"if_match":2}', '{"title":"Tên mới"}') ->> 'etag', '"v2"',
          'a patch that changes nothing leaves the version');
select is(tests.call('office', 'task_patch', 'NV-2025-0001', '{"if_match":1}', '{"title":"x"}') ->> 'current_etag', '"v2"',
          'the wrong version is told the right one');
select is(tests.outcome(tests.call('office', 'task_patch', 'none', '{"if_match":1}', '{"title":"x"}')), '404 not-found', 'no task, no patch');
select is(tests.got(tests.call('office', 'task_patch', 'NV-2025-0001', '{"if_match":2}', '{"due_text":null}'), 'due_on'), null,
          'taking the words away takes the deadline away');
select tests.task('T-assigned', 'assigned');
select is(tests.faults(tests.call('office', 'task_patch', 'T-assigned', '{"if_match":1}', '{"lead_agency":"ubnd-tinh"}')),
          '{"/lead_agency":"read-only"}', 'the lead of an assigned task changes by transfer alone');
select is(tests.outcome(tests.call('office', 'task_patch', 'T-assigned', '{"if_match":1}', '{"product":null,"due_on":null}')),
          '422 task-not-clear', 'an assigned task stays clear');
select tests.task('T-original', 'draft');
select tests.call('office', 'task_transition', 'T-original', '{"if_match":1}', '{"action":"assign"}');
select tests.call('office', 'task_patch', 'T-original', '{"if_match":2}', '{"due_on":"2026-03-31","due_text":null}');
select row_eq($$select due_on, original_due_on from register.tasks where code = 'T-original'$$, row(date '2026-03-31', date '2025-12-31'),
              'the first deadline is never lost');

-- Who sees what.
select tests.task('V-draft', 'draft');
select tests.task('V-lead', 'assigned');
select tests.task('V-joined', 'assigned', 'ubnd-tinh', '{so-khcn}');
select tests.task('V-foreign', 'assigned', 'ubnd-tinh', '{tinh-uy}');
create temporary table seen as
    select c.client, t.code, tests.call(c.client, 'task_get', t.code) as answer
    from (values ('so-khcn'), ('office'), ('leader'), ('auditor'), ('admin')) as c (client)
    cross join (values ('V-draft'), ('V-lead'), ('V-joined'), ('V-foreign'), ('V-missing')) as t (code);
select results_eq($$select code from seen where client = 'so-khcn' and answer ->> 'status' = '200' order by 1$$,
    array['V-joined', 'V-lead'], 'an agency reads what it leads or joins, drafts apart');
select is((select count(distinct answer) from seen where client = 'so-khcn' and answer ->> 'status' <> '200'), 1::bigint,
    'drafts, foreign and missing ones have the same answer');
select is((select count(*) from seen where client <> 'so-khcn' and answer ->> 'status' = '200'), 16::bigint, 'all others read all there is');
select is((select count(*) from (values ('task_history'), ('status_list')) as o (name), (values ('V-draft'), ('V-foreign'), ('V-missing')) as t (code)
           where tests.call('so-khcn', o.name, t.code) <> tests.call('so-khcn', 'task_get', 'V-missing')), 0::bigint,
    'history and status updates of a task an agency may not know are missing too');
select is(tests.got(tests.call('so-khcn', 'task_list', '', '{"count":"exact"}'), 'page', 'count'),
          (select count(*)::text from register.tasks where state <> 'draft' and agency_ids @> array[private.agency_id('so-khcn')]),
          'a list counts what its reader may see');

-- NFC: hoa + combining grave is the same title as precomposed.
select is(tests.got(tests.call('office', 'task_create', '', '{}', jsonb_build_object('code', 'NFC-1', 'title', normalize('Hoà giải ở xã', nfd))), 'title'),
          normalize('Hoà giải ở xã', nfc), 'what comes in NFD is stored in NFC');
select throws_ok($$insert into register.tasks (code, title) values ('NFC-2', normalize('Hoà', nfd))$$, '23514', null,
          'and nothing else gets in');
select is(private.nfc(null), null, 'null stays null');
select is(private.nfc(jsonb_build_object('a', normalize('ộ', nfd), 'b', jsonb_build_array(1.50, true, null, 'x"\'))),
          jsonb_build_object('a', 'ộ', 'b', jsonb_build_array(1.50, true, null, 'x"\')), 'normalizing changes letters alone');

-- A dry run leaves nothing.
select throws_ok($check$do $do$ begin
    perform tests.act_as('office', 'task_create');
    perform api.task_create('', '{}', '{"code":"DRY-1","title":"x"}');
    perform private.undo();
end $do$$check$, 'ST000', 'dry run', 'a dry run ends in ST000');
select is((select count(*) from register.tasks where code = 'DRY-1'), 0::bigint, 'and leaves nothing');
select finish();
rollback;
