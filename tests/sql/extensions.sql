-- extensions.sql - tests: extensions are asked by who leads a task and decided by who assigned it; each deadline a task had is told.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-20';
select plan(56);

create function pg_temp.ask(p_client text, p_task text, p_more jsonb) returns jsonb language sql as $$
    select tests.call(p_client, 'extension_create', p_task, '{}', '{"reason":"Chờ hướng dẫn của Bộ"}'::jsonb || p_more);
$$;
create function pg_temp.decide(p_client text, p_extension text, p_version integer, p_body jsonb) returns jsonb language sql as $$
    select tests.call(p_client, 'extension_decide', p_extension, jsonb_build_object('if_match', p_version), p_body);
$$;
create function pg_temp.withdraw(p_client text, p_extension text, p_version integer, p_body jsonb default '{}') returns jsonb language sql as $$
    select tests.call(p_client, 'extension_withdraw', p_extension, jsonb_build_object('if_match', p_version), p_body);
$$;
create function pg_temp.due(p_task text) returns text language sql as $$
    select concat_ws(' ', t.due_on, t.due_precision, coalesce(t.due_text, '-'), t.original_due_on, 'v' || t.version) from register.tasks t where t.code = p_task;
$$;
create function pg_temp.deadlines(p_task text, p_client text default 'so-khcn') returns text[] language sql as $$
    select array_agg(concat_ws(' ', d.item ->> 'due_on', coalesce(d.item ->> 'due_text', '-'), d.item ->> 'since', d.item ->> 'why', d.item ->> 'extension') order by d.place)
    from jsonb_array_elements(tests.call(p_client, 'task_deadlines', p_task) #> '{body,items}') with ordinality as d (item, place);
$$;
-- A task the office made and assigned, due 30/06/2025.
create function pg_temp.task(p_code text, p_words text default 'Quý II/2025', p_lead text default 'so-khcn', p_co text default 'ubnd-tinh') returns void language sql as $$
    select tests.call('office', 'task_create', '', '{}', jsonb_build_object(
        'code', p_code, 'title', p_code, 'lead_agency', p_lead, 'co_agencies', array[p_co], 'product', 'Báo cáo', 'due_text', 'Tháng 5/2025'));
    select tests.call('office', 'task_patch', p_code, '{"if_match":1}', jsonb_build_object('due_text', p_words));
    select tests.call('office', 'task_transition', p_code, '{"if_match":2}', '{"action":"assign","occurred_on":"2025-06-01"}');
$$;

-- Asking.
select pg_temp.task('T1');
select is(pg_temp.due('T1'), '2025-06-30 quarter Quý II/2025 2025-06-30 v3', 'a task with a deadline in words');
select is((pg_temp.ask('so-khcn', 'T1', '{"due_text":"Quý III/2025"}') -> 'body') - '{id,created_at,updated_at,asked_by_name}'::text[], $${
    "code":"GH-2025-0001","task":"T1","asked_by":"so-khcn","asked_on":"2025-06-20","asked_late":false,"reason":"Chờ hướng dẫn của Bộ",
    "due_on_before":"2025-06-30","due_on_asked":"2025-09-30","due_text":"Quý III/2025","state":"asked","decided_on":null,"due_on_granted":null,
    "decision_reason":null,"document":null,"client":"so-khcn","version":1,"warnings":[]}$$::jsonb, 'the lead agency asks, in words');
select is(pg_temp.due('T1'), '2025-06-30 quarter Quý II/2025 2025-06-30 v3', 'that moves nothing');
select is(tests.call('leader', 'extension_get', 'GH-2025-0001') #>> '{body,asked_by_name}', (select a.name_vi::text from register.agencies a where a.code = 'so-khcn'), 'the agency has its name of that day');
select is(tests.outcome(pg_temp.ask('so-khcn', 'T1', '{"due_on":"2025-10-31"}')) || ' ' || (pg_temp.ask('so-khcn', 'T1', '{"due_on":"2025-10-31"}') -> 'errors')::text,
    '409 not-extendable [{"args": ["GH-2025-0001"], "code": "extension-open", "pointer": ""}]', 'one request at a time');
select results_eq($$select tests.outcome(pg_temp.ask(c, 'T1', '{"due_on":"2025-10-31"}')) from unnest(array['ubnd-tinh', 'tinh-uy', 'leader', 'auditor', 'admin']) as c$$,
    array['403 forbidden', '404 not-found', '403 forbidden', '403 forbidden', '403 forbidden'], 'neither a co-agency nor who does not see the task asks');
select is(pg_temp.ask('ubnd-tinh', 'T1', '{"due_on":"2025-10-31"}') #>> '{errors,0,code}', 'lead-only', 'a co-agency is told who may');

select pg_temp.task('T2');
select results_eq($$select tests.outcome(pg_temp.ask('so-khcn', 'T2', b::jsonb)) || ' ' || tests.faults(pg_temp.ask('so-khcn', 'T2', b::jsonb)) from unnest(array[
    '{}', '{"due_on":"2025-06-30"}', '{"due_on":"2025-05-31"}', '{"due_text":"Tháng 5/2025"}', '{"due_text":"khi nào xong"}', '{"due_text":"Thường xuyên"}',
    '{"due_on":"2025-05-31","asked_on":"2025-06-21"}', '{"due_on":"2025-07-31","asked_on":"2025-06-19"}']) as b$$, array[
    '422 invalid-input {"/due_on": "required"}', '422 invalid-input {"/due_on": "order"}', '422 invalid-input {"/due_on": "order"}', '422 invalid-input {"/due_text": "order"}',
    '422 invalid-input {"/due_text": "unclear-deadline"}', '422 invalid-input {"/due_text": "unclear-deadline"}',
    '422 invalid-input {"/due_on": "order", "/asked_on": "too-large"}', '422 invalid-input {"/asked_on": "not-allowed"}'], 'what is no later day is refused, all at once');
select is(pg_temp.ask('so-khcn', 'T2', '{"due_on":"2025-06-29"}') #>> '{errors,0,args,0}', '2025-06-30', 'the deadline it must come after is told');
select is((select count(*) from register.deadline_extensions), 1::bigint, 'nothing of it is written');
select is(pg_temp.ask('office', 'T2', '{"due_on":"2025-07-31","asked_on":"2025-06-10"}') -> 'body' @> '{"asked_on":"2025-06-10","client":"office","asked_by":"so-khcn","code":"GH-2025-0002"}', true,
    'the office asks on behalf of the agency, by the day of its letter');
select tests.task('D-' || s, s) from unnest(array['draft', 'reported', 'verified', 'cancelled']) as s;
select tests.task('U', 'suspended');
update register.tasks set regular = true, due_on = null, due_precision = 'none' where code = 'U';
select results_eq($$select pg_temp.ask('office', t, '{"due_on":"2026-07-31"}') #>> '{errors,0,code}' from unnest(array['D-draft', 'D-reported', 'D-verified', 'D-cancelled', 'U']) as t$$,
    array['not-open', 'not-open', 'not-open', 'not-open', 'no-deadline'], 'only an open task with a deadline is extended');

-- Deciding.
select results_eq($$select tests.outcome(pg_temp.decide(c, 'GH-2025-0001', 1, '{"decision":"grant"}')) from unnest(array['so-khcn', 'ubnd-tinh', 'leader', 'admin']) as c$$,
    array['403 forbidden', '403 forbidden', '403 forbidden', '403 forbidden'], 'the agency that asks does not decide, nor does anybody but the office');
select results_eq($$select tests.outcome(pg_temp.decide('office', 'GH-2025-0001', 1, b::jsonb)) || ' ' || tests.faults(pg_temp.decide('office', 'GH-2025-0001', 1, b::jsonb)) from unnest(array[
    '{"decision":"refuse"}', '{"decision":"refuse","reason":" ","due_on":"2025-12-31","due_text":"x"}', '{"decision":"grant","due_on":"2025-06-30"}', '{"decision":"grant","due_text":"cuối tháng 6/2025"}',
    '{"decision":"grant","decided_on":"2025-06-21","document":"0/QĐ-X"}', '{"decision":"grant","decided_on":"2025-06-19"}']) as b$$, array[
    '422 invalid-input {"/reason": "required"}', '422 invalid-input {"/due_on": "not-allowed", "/reason": "required", "/due_text": "not-allowed"}',
    '422 invalid-input {"/due_on": "order"}', '422 invalid-input {"/due_text": "order"}',
    '422 invalid-input {"/document": "not-found", "/decided_on": "too-large"}', '422 invalid-input {"/decided_on": "too-small"}'], 'a decision that cannot be is refused');
select is(tests.outcome(pg_temp.decide('office', 'GH-2025-0001', 2, '{"decision":"grant"}')), '412 version-mismatch', 'nor is one about another version taken');
select is(tests.outcome(pg_temp.decide('office', 'GH-0000-0001', 1, '{"decision":"grant"}')), '404 not-found', 'nor one about nothing');
select is(pg_temp.due('T1'), '2025-06-30 quarter Quý II/2025 2025-06-30 v3', 'the task stays as it was');
select is(pg_temp.decide('office', 'GH-2025-0001', 1, '{"decision":"grant","reason":"Đồng ý","document":"57-NQ/TW"}') -> 'body' @>
    '{"state":"granted","decided_on":"2025-06-20","due_on_granted":"2025-09-30","decision_reason":"Đồng ý","document":"57-NQ/TW","version":2,"warnings":[]}', true, 'the office grants what was asked');
select is(pg_temp.due('T1'), '2025-09-30 quarter Quý III/2025 2025-06-30 v4', 'the deadline moves with its words, the original stays');
select results_eq($$select tests.outcome(pg_temp.decide('office', 'GH-2025-0001', 2, b::jsonb)) || (pg_temp.decide('office', 'GH-2025-0001', 2, b::jsonb) #> '{errors,0,args}')::text
    from unnest(array['{"decision":"grant"}', '{"decision":"refuse","reason":"x"}']) as b$$,
    array['409 illegal-transition["granted", "grant"]', '409 illegal-transition["granted", "refuse"]'], 'what is decided is not decided again');
select is(tests.outcome(pg_temp.withdraw('so-khcn', 'GH-2025-0001', 2)), '409 illegal-transition', 'nor withdrawn');

select is(tests.outcome(pg_temp.decide('office', 'GH-2025-0002', 1, '{"decision":"grant"}')) || tests.faults(pg_temp.decide('office', 'GH-2025-0002', 1, '{"decision":"refuse","reason":"x"}')),
    '403 own-extension{"/document": "required"}', 'the office client that asked for the agency does not decide that by itself');
select is(pg_temp.decide('office', 'GH-2025-0002', 1, '{"decision":"grant","document":"57-NQ/TW","due_on":"2025-08-15","decided_on":"2025-06-18"}') -> 'body' @>
    '{"state":"granted","due_on_asked":"2025-07-31","due_on_granted":"2025-08-15","decided_on":"2025-06-18"}', true, 'with the document of who assigned it it does; another day may be granted');
select is(pg_temp.due('T2'), '2025-08-15 day - 2025-06-30 v4', 'a day without words leaves none, and is exact');

select pg_temp.task('T3');
select pg_temp.ask('so-khcn', 'T3', '{"due_on":"2025-07-31"}');
select is(pg_temp.decide('office', 'GH-2025-0003', 1, '{"decision":"refuse","reason":"Không có căn cứ"}') -> 'body' @>
    '{"state":"refused","due_on_granted":null,"decision_reason":"Không có căn cứ"}', true, 'a refusal has its reason');
select is(pg_temp.due('T3'), '2025-06-30 quarter Quý II/2025 2025-06-30 v3', 'and moves nothing');
select is(pg_temp.ask('so-khcn', 'T3', '{"due_on":"2025-07-31"}') #>> '{body,code}', 'GH-2025-0004', 'after a refusal it is asked again');
select is(tests.outcome(pg_temp.withdraw('ubnd-tinh', 'GH-2025-0004', 1)) || tests.outcome(pg_temp.withdraw('tinh-uy', 'GH-2025-0004', 1)), '403 forbidden404 not-found', 'another agency does not withdraw it');
select is(pg_temp.withdraw('so-khcn', 'GH-2025-0004', 1, '{"reason":"Làm kịp"}') -> 'body' @> '{"state":"withdrawn","decided_on":"2025-06-20","decision_reason":"Làm kịp","version":2}', true, 'who asked withdraws');
select tests.act_as('so-khcn', 'test');
select throws_ok($$update register.deadline_extensions set state = 'granted'$$, '42501', null, 'an agency grants nothing in the tables either');
select throws_ok($$update register.deadline_extensions set due_on_granted = '2026-01-01'$$, '42501', null, 'nor gives itself a day');
select set_config('role', 'none', true);
select throws_ok('delete from register.deadline_extensions', '42501', null, 'no extension is removed');

-- Asked when the deadline has passed; a report that comes before the decision; a deadline the office moves meanwhile; years without calendar.
select pg_temp.task('T4', '10/6/2025');
select is(pg_temp.ask('so-khcn', 'T4', '{"due_on":"2027-01-15"}') -> 'body' @> '{"asked_late":true,"warnings":[{"code":"year-without-calendar","year":2027}]}', true,
    'asked late it is shown as that; a day in a year without calendar is warned of');
select is(tests.call('office', 'task_transition', 'T4', '{"if_match":3}', '{"action":"report","occurred_on":"2025-06-19"}'::jsonb || tests.report()) #>> '{body,state}', 'reported', 'it is reported before anybody decided');
select is(pg_temp.decide('office', 'GH-2025-0005', 1, '{"decision":"grant","due_text":"cuối tháng 6/2025"}') #>> '{body,due_on_granted}', '2025-06-30', 'it may still be given its time');
select is(tests.call('leader', 'dashboard_summary', '', '{"agency":"so-khcn"}') #>> '{body,open_overdue}', '0', 'and is then not overdue');
select pg_temp.task('T5');
select pg_temp.ask('so-khcn', 'T5', '{"due_on":"2025-07-31"}');
select tests.call('office', 'task_patch', 'T5', '{"if_match":3}', '{"due_on":"2025-08-31","due_text":null}');
select is(tests.faults(pg_temp.decide('office', 'GH-2025-0006', 1, '{"decision":"grant"}')), '{"/due_on":"order"}', 'what was asked is no extension any more');
select tests.call('office', 'task_transition', 'T5', '{"if_match":4}', '{"action":"cancel","document":"57-NQ/TW"}');
select is(tests.outcome(pg_temp.decide('office', 'GH-2025-0006', 1, '{"decision":"grant","due_on":"2025-12-31"}')), '409 not-extendable', 'a task that is cancelled gets no more time');
select is(tests.outcome(pg_temp.withdraw('office', 'GH-2025-0006', 1)), '200', 'the office withdraws on behalf of the agency');

-- The task changes hands.
select pg_temp.task('T6');
select pg_temp.ask('so-khcn', 'T6', '{"due_on":"2025-07-31"}');
select tests.call('office', 'task_transition', 'T6', '{"if_match":3}', '{"action":"transfer","to_agency":"tinh-uy","reason":"Sắp xếp"}');
select is(tests.outcome(tests.call('so-khcn', 'extension_get', 'GH-2025-0007')) || ' ' || tests.outcome(pg_temp.withdraw('tinh-uy', 'GH-2025-0007', 1)), '404 not-found 200',
    'who leads it now withdraws what was asked; who asked sees it no more');

-- Lists.
select results_eq($$select array(select i.item ->> 'code' from jsonb_array_elements(tests.call(c, 'extension_list', '', o::jsonb) #> '{body,items}') as i (item) order by 1)
    from (values ('office', '{}'), ('so-khcn', '{"state":["granted","refused"]}'), ('tinh-uy', '{}'), ('leader', '{"task":"T3"}'), ('leader', '{"agency":"so-khcn","state":["refused"]}'),
                 ('leader', '{"agency":"khong-co"}'), ('leader', '{"task":"khong-co"}')) as t (c, o)$$,
    $$values ('{GH-2025-0001,GH-2025-0002,GH-2025-0003,GH-2025-0004,GH-2025-0005,GH-2025-0006,GH-2025-0007}'::text[]), ('{GH-2025-0001,GH-2025-0002,GH-2025-0003,GH-2025-0005}'),
             ('{GH-2025-0007}'), ('{GH-2025-0003,GH-2025-0004}'), ('{GH-2025-0003}'), ('{}'), ('{}')$$, 'a list has what was asked for, and what one may see');
select results_eq($$select i.item ->> 'code' from jsonb_array_elements(tests.call('so-khcn', 'task_extensions', 'T3') #> '{body,items}') as i (item) order by 1$$, array['GH-2025-0003', 'GH-2025-0004'], 'a task has its own');
select is(tests.outcome(tests.call('tinh-uy', 'task_extensions', 'T3')) || tests.outcome(tests.call('tinh-uy', 'extension_get', 'GH-2025-0003')), '404 not-found404 not-found', 'a foreign one is as none');

-- Each deadline a task had.
select tests.call('office', 'task_patch', 'T1', '{"if_match":4}', '{"title":"Tên khác","key":true}');
select tests.call('office', 'task_patch', 'T1', '{"if_match":5}', '{"due_text":"Tháng 10/2025"}');
select is(pg_temp.deadlines('T1'), array['2025-06-30 Quý II/2025 2025-06-01 assigned', '2025-09-30 Quý III/2025 2025-06-20 extension GH-2025-0001',
    to_char(current_timestamp at time zone 'Asia/Ho_Chi_Minh', '"2025-10-31 Tháng 10/2025 "YYYY-MM-DD" patched"')], 'the original first, then each that came after, and why');
select is(pg_temp.deadlines('T2', 'ubnd-tinh'), array['2025-06-30 Quý II/2025 2025-06-01 assigned', '2025-08-15 - 2025-06-18 extension GH-2025-0002'], 'a co-agency reads them too');
select is(tests.outcome(tests.call('tinh-uy', 'task_deadlines', 'T1')), '404 not-found', 'another agency does not');
select tests.call('office', 'task_create', '', '{}', '{"code":"T7","title":"x","due_text":"Tháng 8/2025"}');
select tests.call('office', 'task_patch', 'T7', '{"if_match":1}', '{"due_text":null}');
select is((select array_agg(split_part(d, ' ', 1) || ' ' || reverse(split_part(reverse(d), ' ', 1))) from unnest(pg_temp.deadlines('T7', 'office')) as d), array['2025-08-31 drafted', '- drafted'],
    'of a draft what was drafted');
update register.settings set value = 'next_workday' where name = 'deadline_shift';
select pg_temp.task('T8', 'Tháng 8/2025');
select pg_temp.ask('so-khcn', 'T8', '{"due_text":"Tháng 11/2025"}');
select is(pg_temp.decide('office', 'GH-2025-0008', 1, '{"decision":"grant"}') #>> '{body,due_on_granted}', '2025-12-01', 'the words of an extension are shifted off days off as others');
select tests.call('office', 'calendar_import', '', '{}', '{"items":[{"date":"2025-12-01","kind":"off","name_vi":"Nghỉ bão","source":"Công điện (giả định)"}]}');
select is((select array_agg(regexp_replace(d, '\d{4}-\d\d-\d\d (calendar)', '\1')) from unnest(pg_temp.deadlines('T8')) as d),
    array['2025-09-03 Tháng 8/2025 2025-06-01 assigned', '2025-12-01 Tháng 11/2025 2025-06-20 extension GH-2025-0008', '2025-12-02 Tháng 11/2025 calendar'],
    'a deadline that moved with the days off says so');
create function pg_temp.import(p_item text) returns text language sql as $$
    select tests.outcome(tests.call('office', 'task_import', '', '{}', format('{"items":[%s]}', p_item)::jsonb)) || ' ' || pg_temp.due('T8');
$$;
select matches(pg_temp.import('{"code":"T8","title":"Nhiệm vụ T8 mới","lead_agency":"so-khcn","product":"Báo cáo","due_text":"Tháng 8/2025"}'),
    '^200 2025-12-02 month Tháng 11/2025', 'an older file does not take an extension back');
select is((select t.title from register.tasks t where t.code = 'T8'), 'Nhiệm vụ T8 mới', 'what else it says is taken');
select matches(pg_temp.import('{"code":"T8","title":"Nhiệm vụ T8 mới","lead_agency":"so-khcn","product":"Báo cáo","due_on":"2025-12-20"}'),
    '^200 2025-12-20 day', 'another deadline in a file is the office''s own');
select results_eq($$select j.object_kind, j.operation, j.client from register.journal j where j.operation = 'extension_decide' and (j.object_code in ('GH-2025-0001', 'T1')) order by j.id$$,
    $$values ('task', 'extension_decide', 'office'), ('deadline_extension', 'extension_decide', 'office')$$, 'the journal has both, in one step');
select is((select count(*) from register.deadline_extensions where state = 'asked'), 0::bigint, 'all are decided');

-- A past day keeps the deadline that was known then.
set local steer.today = '';
select pg_temp.task('T9', to_char(private.today() - 10, 'DD/MM/YYYY'), 'hdnd-tinh');
set local session_replication_role = replica;
update register.task_terms m set recorded_at = m.recorded_at - interval '30 days' where m.task_id = private.task_id('T9');
update register.task_events e set recorded_at = e.recorded_at - interval '30 days' where e.task_id = private.task_id('T9');
set local session_replication_role = origin;
create function pg_temp.counts(p_day date) returns text language sql as $$
    select concat_ws(' ', s.body ->> 'open_in_term', s.body ->> 'open_overdue')
    from (select tests.call('leader', 'dashboard_summary', '', jsonb_build_object('agency', 'hdnd-tinh', 'as_of', p_day)) -> 'body' as body) as s;
$$;
select results_eq('select pg_temp.counts(private.today() - d) from unnest(array[0, 5, 15]) as d', array['0 1', '0 1', '1 0'], 'a task falls overdue');
select pg_temp.ask('office', 'T9', jsonb_build_object('due_on', private.today() + 60));
select pg_temp.decide('office', (select e.code from register.deadline_extensions e where e.state = 'asked'), 1, '{"decision":"grant","document":"57-NQ/TW"}');
select results_eq('select pg_temp.counts(private.today() - d) from unnest(array[0, 5, 15]) as d', array['1 0', '0 1', '1 0'], 'what the past knew stays when more time is given');
select finish();
rollback;
