-- import.sql - tests: an import brings the register to what a file says, all of it or nothing, and a second time changes nothing.
begin;
set search_path = public, tap;
select plan(19);

create temporary table sample as
    select jsonb_build_object('items', jsonb_agg(line::jsonb)) as body
    from regexp_split_to_table(pg_read_file(:'sample'), E'\n') as line where line <> '';
create temporary table first as select tests.call('office', 'task_import', '', '{}', body) as answer from sample;
select is(answer -> 'body' -> 'summary', '{"created":6,"updated":0,"unchanged":0}', 'the six tasks of the report are imported') from first;
select results_eq($$select code::text collate "default", state, due_on, due_precision, regular, assigned_on from register.tasks where code like 'NV-2025-000%' order by code$$,
    $$select 'NV-2025-000' || n, 'assigned', case when n < 6 then date '2025-12-31' end, case when n < 6 then 'year' else 'none' end, n = 6, date '2025-03-27'
      from generate_series(1, 6) as n$$, 'assigned on the day of the meeting, with what the words mean');
select is(tests.call('office', 'task_import', '', '{}', body) -> 'body' -> 'summary', '{"created":0,"updated":0,"unchanged":6}',
          'a second time nothing changes') from sample;
select is((select max(version) from register.tasks where code like 'NV-2025-000%'), 2, 'no version more');
select is(tests.call('office', 'task_import', '', '{}', jsonb_build_object('items', tests.call('office', 'task_list', '', '{"limit":500}') -> 'body' -> 'items'))
          -> 'body' -> 'summary' ->> 'unchanged', '6', 'an export can be imported');
select tests.push('so-khcn', 'NV-2025-0003', 'imp-1', 'in_progress', '{"progress_percent":10,"summary":"Đang làm"}');
select is(tests.call('office', 'task_import', '', '{}', jsonb_build_object('items', tests.call('office', 'task_list', '', '{"limit":500}') -> 'body' -> 'items'))
          -> 'body' -> 'summary' ->> 'unchanged', '6', 'also of tasks further on in their life');

-- What each lacks of the six clear things is told with it.
select is(jsonb_path_query_array(tests.call('office', 'task_import', '', '{}', '{"items":[{"title":"Chưa rõ gì"}]}'), '$.body.items[0].gaps[*].pointer'),
          '["/responsible","/due_on","/lead_agency","/product","/authority"]', 'a task that has a title only');
select is(tests.call('office', 'task_import', '', '{}', '{"items":[{"title":"Rõ","lead_agency":"so-khcn","product":"Báo cáo","due_on":"30/06/2025","responsible":"Giám đốc","authority":"UBND tỉnh"}]}')
          #> '{body,items,0,gaps}', '[]', 'a clear one');

select is(tests.call('office', 'task_import', '', '{}', '{"items":[{"title":"Không mã","lead_agency":"so-khcn","due_on":"30/06/2025"}]}')
          -> 'body' -> 'items' -> 0 ->> 'result', 'created', 'a task without a code gets one');
select is(tests.call('office', 'task_import', '', '{}', '{"items":[{"title":"Không mã","lead_agency":"so-khcn","due_on":"2025-06-30"}]}')
          -> 'body' -> 'items' -> 0 ->> 'result', 'unchanged', 'and is found again by title, lead agency and programme');
select is(tests.call('office', 'task_import', '', '{}', '{"items":[{"title":"Không mã","lead_agency":"so-khcn","product":"Báo cáo","state":"assigned"}]}')
          -> 'body' -> 'items' -> 0 ->> 'result', 'updated', 'a draft is completed and assigned');
select row_eq($$select state, due_on, original_due_on from register.tasks where title = 'Không mã'$$,
          row('assigned'::text, date '2025-06-30', date '2025-06-30'), 'keeping what the item does not name');

create temporary table wrong as select tests.call('office', 'task_import', '', '{}', '{"items":[
    {"code":"IM-1","title":"Tốt"},
    {"code":"IM-2","title":"Xấu","lead_agency":"no-such","due_text":"?"},
    {"code":"IM-3","title":"Chưa rõ","state":"assigned"},
    {"code":"IM-1","title":"Hai lần"},
    {"code":"IM-4","title":"Quá xa","state":"verified"},
    {"code":"IM-5","title":"Ngày lạ","due_on":"31/02/2025","lead_agency":"so-khcn","product":"x","state":"assigned","assigned_on":"01/01/2999"}]}') as answer;
select is(tests.outcome(answer), '422 invalid-input', 'one bad item refuses the file') from wrong;
select is(tests.faults(answer), '{"/items/1/lead_agency":"not-found","/items/1/due_text":"unclear-deadline","/items/2/lead_agency":"required",
    "/items/2/product":"required","/items/2/due_on":"required","/items/3":"duplicate","/items/4/state":"not-in-list",
    "/items/5/due_on":"required","/items/5/assigned_on":"too-large"}', 'with all that is wrong in all items') from wrong;
select is((select count(*) from register.tasks where code like 'IM-%'), 0::bigint, 'and leaves nothing');
select is(tests.outcome(tests.call('office', 'task_import', '', '{}', '{"items":[{"code":"IM-3","title":"Chưa rõ","state":"assigned"}]}')),
          '422 task-not-clear', 'only unclear: said so');
select tests.task('IM-9', 'assigned');
insert into register.tasks (code, title, lead_agency_id) select 'TW-' || n, 'Trùng tên', private.agency_id('so-khcn') from generate_series(1, 2) n;
select is(tests.faults(tests.call('office', 'task_import', '', '{}', '{"items":[{"title":"Trùng tên","lead_agency":"so-khcn"}]}')),
          '{"/items/0/title":"not-unique"}', 'two that could be meant are not guessed between');
select is(tests.faults(tests.call('office', 'task_import', '', '{}', '{"items":[{"code":"IM-9","title":"x","product":null}]}')),
          '{"/items/0/product":"required"}', 'an assigned task is not made unclear');
select is(tests.outcome(tests.call('office', 'task_import', '', '{}', '{"items":[{"title":"x","secrecy":"toi_mat"}]}')), '422 state-secret',
          'nor a State secret let in');
select finish();
rollback;
