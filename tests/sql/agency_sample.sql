-- agency_sample.sql - tests: the sample of Long An and Tây Ninh, request by request, before the day, on it, and looked back at.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-15';
select plan(29);

\set agencies `cat :merger/agencies.ndjson`
\set resolution `cat :merger/resolution.json`
\set files `cd :merger && for f in *.json; do printf '{"name":"%s","body":' "$f"; cat "$f"; printf '}@@'; done`
create temporary table files as
    select replace(f.item ->> 'name', '.json', '') as name, f.item -> 'body' as body
    from (select t.file::jsonb as item from string_to_table(:'files', '@@') as t (file) where t.file <> '') as f;

select is_empty(format($$select l.line from unnest(string_to_array(%L, E'\n')) as l (line)
    where l.line <> '' and tests.call('office', 'agency_create', '', '{}', l.line::jsonb) ->> 'status' <> '201'$$, :'agencies'), 'old Tây Ninh is registered');
select is_empty($$select name from files where name like 'before-%' and tests.call('office', 'agency_patch', substr(name, 8),
    '{"if_match":1}', body) ->> 'status' <> '200'$$, 'and what the bodies of Long An bore');
select is(tests.call('office', 'document_create', '', '{}', :'resolution'::jsonb) ->> 'status', '201', 'the resolution too');
select is((select count(*) from register.agencies where code ~ 'cu$|trung-uong' and note !~ 'Ví dụ / sample'), 0::bigint, 'what was made up says so');

select tests.task('S-1', 'in_progress', 'so-khcn', '{ubnd-tinh,so-khcn-tay-ninh-cu}'), tests.task('S-2', 'verified', 'so-khcn'),
       tests.task('S-3', 'reported', 'ubnd-tay-ninh-cu', '{hdnd-tinh,hdnd-tay-ninh-cu}');
update register.tasks set original_lead_agency_id = lead_agency_id where code like 'S-%';

-- Each plan is applied before the next is made: the department comes below the new committee.
create temporary table played (step text, plan jsonb, applied jsonb);
create function pg_temp.play(p_step text) returns void language plpgsql as $$
declare
    v_plan jsonb;
begin
    v_plan := tests.call('office', 'agency_plan_create', '', '{}', (select body from files where name = p_step || '.plan'));
    insert into played values (p_step, v_plan, tests.call('office', 'agency_plan_apply', v_plan -> 'body' ->> 'id', '{"if_match":1}',
        (select body from files where name = p_step || '.apply')));
end
$$;
select pg_temp.play(s.step) from unnest('{1-tinh-uy,2-hdnd-tinh,3-ubnd-tinh,4-so-khcn}'::text[]) as s (step);
select is_empty($$select * from played where plan ->> 'status' <> '201' or applied ->> 'status' <> '200'$$, 'four plans are made and applied');
select is((select count(*) from played, jsonb_array_elements(plan -> 'body' -> 'checks') as c where c ->> 'level' = 'error'), 0::bigint, 'without an error');
select is((select count(*) from played where applied -> 'body' -> 'change' ->> 'state' = 'scheduled' and applied #>> '{body,handed_over,tasks}' = '0'), 4::bigint,
    'weeks before the day');
select results_eq($$select c ->> 'agency', c ->> 'text_vi' from played, jsonb_array_elements(plan -> 'body' -> 'changes') as c
                    where step = '3-ubnd-tinh' and c ->> 'action' like '%identifier'$$,
    $$values ('ubnd-tinh', 'Đóng mã định danh 80 (gso) của ubnd-tinh từ ngày 01/07/2025'), ('ubnd-tinh', 'Đóng mã định danh H39 (qd20) của ubnd-tinh từ ngày 01/07/2025'),
             ('ubnd-tay-ninh-cu', 'Đóng mã định danh H53 (qd20) của ubnd-tay-ninh-cu từ ngày 01/07/2025'),
             ('ubnd-tay-ninh', 'Cấp mã định danh H53 (qd20) cho ubnd-tay-ninh từ ngày 01/07/2025'), ('ubnd-tay-ninh', 'Cấp mã định danh 80 (gso) cho ubnd-tay-ninh từ ngày 01/07/2025')$$,
    'the plan tells which identifiers close and open');

-- Until the day nothing is disturbed.
select is(tests.call('leader', 'task_get', 'S-1') -> 'body' ->> 'lead_agency', 'so-khcn', 'until the day who led leads');
select is(jsonb_path_query_array(tests.call('leader', 'agency_list', '', '{"kind":"people_committee"}') -> 'body', '$.items[*].code'), '["ubnd-tay-ninh-cu","ubnd-tinh"]',
    'and who was in force is');
select is(tests.call('clerk', 'clerk_handover') -> 'body' ->> 'changes', '0', 'the clerk waits');

-- The day.
set local steer.today = '2025-07-01';
select is(jsonb_path_query_array(tests.call('leader', 'agency_list', '', '{"kind":"people_committee"}') -> 'body', '$.items[*].code'), '["ubnd-tay-ninh"]',
    'on the day the new one is in force, whether or not the clerk has come round');
select is((tests.call('clerk', 'clerk_handover') -> 'body') - array['clients', 'names', 'tasks'], '{"changes":4,"posts":2,"seats":0,"awaiting":0}', 'the clerk hands over, tasks that other tests left among them');
select is(tests.call('leader', 'task_get', 'S-1') -> 'body' -> 'lead_agency', '"so-khcn-tay-ninh"', 'the successor leads');
select is(tests.call('leader', 'task_get', 'S-1') -> 'body' -> 'co_agencies', '["ubnd-tay-ninh"]', 'who joined is joined by its successor, once, and not beside itself');
select is(tests.call('leader', 'task_get', 'S-1') -> 'body' ->> 'original_lead_agency', 'so-khcn', 'the first assignee stays on record');
select is(tests.call('leader', 'task_get', 'S-1') -> 'body' ->> 'state', 'in_progress', 'and the work where it stood');
select is(tests.call('leader', 'task_get', 'S-2') -> 'body' ->> 'lead_agency', 'so-khcn', 'what was done was done by who did it');
select is(tests.call('leader', 'task_get', 'S-3') -> 'body' -> 'co_agencies', '["hdnd-tay-ninh"]', 'of two that became one, one joins');

-- Looked back at.
select results_eq($$select d.day::text, i.value, jsonb_path_query_array(tests.call('leader', 'agency_list', '', jsonb_build_object('valid_at', d.day, 'identifier', i.value)) -> 'body', '$.items[*].code')
                    from (values ('2025-06-30'), ('2025-07-01')) as d (day), (values ('80'), ('H39'), ('H53')) as i (value) order by 1, 2$$,
    $$values ('2025-06-30', '80', '["ubnd-tinh"]'::jsonb), ('2025-06-30', 'H39', '["ubnd-tinh"]'), ('2025-06-30', 'H53', '["ubnd-tay-ninh-cu"]'),
             ('2025-07-01', '80', '["ubnd-tay-ninh"]'), ('2025-07-01', 'H39', '[]'), ('2025-07-01', 'H53', '["ubnd-tay-ninh"]')$$,
    'who bore which identifier on which day');
select is(tests.call('leader', 'agency_get', 'ubnd-tinh') -> 'body' -> 'successors', '["ubnd-tay-ninh"]', 'who is gone names who came after');
select is(tests.call('leader', 'agency_get', 'ubnd-tay-ninh') -> 'body' -> 'predecessors', '["ubnd-tay-ninh-cu","ubnd-tinh"]', 'who came names who was there');
select is(tests.outcome(tests.call('leader', 'agency_get', 'ubnd-tinh', '{"valid_at":"2025-07-01"}')), '404 not-found', 'asked for that day, it is not there');
select is(tests.call('leader', 'agency_get', 'so-khcn', '{"valid_at":"2025-06-30"}') -> 'body' ->> 'parent_name', 'Ủy ban nhân dân tỉnh Long An', 'the day before it is as it was');
select is((select count(*) from jsonb_array_elements(tests.call('so-khcn', 'agency_changes') -> 'body' -> 'items')), 4::bigint, 'everybody reads the changes');
select is((tests.call('so-khcn', 'agency_changes', '', '{"agency":"so-khcn"}') -> 'body' -> 'items' -> 0) - array['id', 'document', 'known_at', 'carried_out_at', 'note'],
    '{"kind":"merge","effective_on":"2025-07-01","agencies":["so-khcn","so-khcn-tay-ninh-cu"],"into":["so-khcn-tay-ninh"],
      "agency_names":["Sở Khoa học và Công nghệ tỉnh Long An","Sở Khoa học và Công nghệ tỉnh Tây Ninh"],"into_names":["Sở Khoa học và Công nghệ tỉnh Tây Ninh"],
      "document_code":"999/QĐ-UBND","document_issued_on":"2025-07-01","state":"carried_out","awaiting":0,"client":"office"}', 'with names of their days and the decision');
select is((tests.call('leader', 'task_history', 'S-1') -> 'body' -> 'items' -> 0) - array['at', 'changes', 'client', 'operation', 'version'],
    '{"action":"handover","from_state":"in_progress","to_state":"in_progress","reason":null,"document":"999/QĐ-UBND","from_agency":"so-khcn","to_agency":"so-khcn-tay-ninh",
      "from_agency_name":"Sở Khoa học và Công nghệ tỉnh Long An","to_agency_name":"Sở Khoa học và Công nghệ tỉnh Tây Ninh"}', 'the history of a task says who handed over to whom, by which decision');
select ok((select count(*) = 4 from played where tests.call('auditor', 'agency_plan_get', plan -> 'body' ->> 'id') -> 'body' ->> 'state' = 'applied'), 'applied plans stay readable');
select is((select count(*) from register.agencies a where a.code in ('tinh-uy-tay-ninh', 'hdnd-tay-ninh', 'ubnd-tay-ninh', 'so-khcn-tay-ninh') and a.note ~ '^Ví dụ / sample'), 4::bigint,
    'and the register says what was made up');
select finish();
rollback;
