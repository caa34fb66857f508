-- journal.sql - tests: every change leaves its row with who, what and from which request; nothing takes one back.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(24);

-- Each changing operation, and the rows it must leave.
create temporary table done (step integer generated always as identity, client text, operation text, answer jsonb, rows text[]);
create function pg_temp.does(p_client text, p_operation text, p_object text, p_options jsonb, p_body jsonb) returns void language plpgsql as $$
declare
    v_before constant bigint := (select coalesce(max(id), 0) from register.journal);
    v_answer jsonb;
begin
    v_answer := tests.call(p_client, p_operation, p_object, p_options, p_body);
    insert into done (client, operation, answer, rows)
    values (p_client, p_operation, v_answer, array(
        select concat_ws(' ', j.action, j.object_kind, case when not private.is_uuid(j.object_code) then j.object_code end) from register.journal j
        where j.id > v_before and j.client = p_client and j.operation = p_operation and j.role = 'steer_' || (
            select c.role from register.api_clients c where c.code = p_client)
          and j.request = 'test' and j.at = now() and j.transaction = pg_current_xact_id()
          and j.agency_id is not distinct from (select c.agency_id from register.api_clients c where c.code = p_client)
        order by j.id));
end
$$;
select pg_temp.does('office', 'agency_create', '', '{}', '{"code":"j-xa","name_vi":"Xã","kind":"commune","identifiers":[{"scheme":"gso","value":"1"}]}');
select pg_temp.does('office', 'agency_patch', 'j-xa', '{"if_match":1}', '{"name_vi":"Xã mới","identifiers":[{"scheme":"gso","value":"2"}]}');
select pg_temp.does('office', 'document_create', '', '{}', '{"code":"9/KH-UBND","family":"state","type":"Kế hoạch","issuer":"ubnd-tinh","issued_on":"2025-01-01","subject":"x"}');
select pg_temp.does('office', 'document_patch', '9/KH-UBND', '{"if_match":1}', '{"subject":"y"}');
select pg_temp.does('office', 'programme_create', '', '{}', '{"code":"j-ct","name_vi":"x"}');
select pg_temp.does('office', 'programme_patch', 'j-ct', '{"if_match":1}', '{"name_vi":"y"}');
select pg_temp.does('office', 'task_create', '', '{}', '{"code":"J-1","title":"x","lead_agency":"so-khcn","product":"p","due_text":"Năm 2025"}');
select pg_temp.does('office', 'task_patch', 'J-1', '{"if_match":1}', '{"title":"y"}');
select pg_temp.does('office', 'task_transition', 'J-1', '{"if_match":2}', '{"action":"assign"}');
select pg_temp.does('office', 'task_import', '', '{}', '{"items":[{"code":"J-1","title":"z"},{"code":"J-2","title":"w"}]}');
select pg_temp.does('so-khcn', 'status_push', '', '{}', '{"task":"J-1","state":"in_progress","source":{"event_id":"j1"}}');
select pg_temp.does('so-khcn', 'status_push', '', '{}', '{"task":"J-1","state":"in_progress","source":{"event_id":"j1"}}');
select pg_temp.does('so-khcn', 'status_batch', '', '{}', '{"items":[{"index":0,"item":{"task":"J-1","state":"in_progress","source":{"event_id":"j2"}}}]}');
select pg_temp.does('admin', 'client_create', '', '{}', '{"code":"j-c","name":"x","role":"leader","scopes":["task:read"]}');
select pg_temp.does('admin', 'client_patch', 'j-c', '{"if_match":1}', '{"name":"y"}');
select pg_temp.does('admin', 'client_rotate', 'j-c', '{}', '{}');
select pg_temp.does('admin', 'client_revoke', 'j-c', '{}', '{"reason":"x"}');
select pg_temp.does('office', 'task_patch', 'J-1', '{"if_match":4}', '{"title":"không đổi gì"}');

select is_empty($$select operation, answer from done where step < 18 and (answer ->> 'status')::integer >= 300$$, 'every operation was done');
select results_eq('select operation, rows from done order by step', $$values
    ('agency_create', array['insert agency j-xa', 'insert agency_version', 'insert agency_identifier 1']),
    ('agency_patch', array['update agency_identifier 1', 'insert agency_identifier 2', 'update agency_version', 'insert agency_version', 'update agency j-xa']),
    ('document_create', array['insert document 9/KH-UBND']), ('document_patch', array['update document 9/KH-UBND']),
    ('programme_create', array['insert programme j-ct']), ('programme_patch', array['update programme j-ct']),
    ('task_create', array['insert task J-1']), ('task_patch', array['update task J-1']),
    ('task_transition', array['update task J-1', 'insert task_event assign']),
    ('task_import', array['update task J-1', 'insert task J-2']),
    ('status_push', array['insert status_update J-1', 'update task J-1', 'insert task_event start']), ('status_push', array[]::text[]),
    ('status_batch', array['insert status_update J-1', 'update task J-1']),
    ('client_create', array['insert client j-c', 'insert client_secret']), ('client_patch', array['update client j-c']),
    ('client_rotate', array['update client j-c', 'update client_secret', 'insert client_secret']), ('client_revoke', array['update client j-c']), ('task_patch', array[]::text[])$$,
    'each left its rows: who, for whom, as what, by which request, when');
select ok((select count(*) from register.journal where client = 'admin' and object_kind = 'client_secret') = 3, 'secrets are spoken of, not told');
select row_eq($$select before, after - 'updated_at' from (select before - 'updated_at' as before, after from register.journal
    where object_code = 'J-1' and operation = 'task_patch') as j$$, row('{"title":"x","version":1}'::jsonb, '{"title":"y","version":2}'::jsonb), 'of a change, what changed, before and after');
select is((select after ->> 'title' from register.journal where object_code = 'J-2'), 'w', 'of an insertion the row');
delete from register.settings where name = 'plan_approval';
select is((select before ->> 'name' from register.journal where action = 'delete' and object_kind = 'setting'), 'plan_approval', 'of a removal the row');
select is((select count(*) from register.journal where (after ?| '{search,agency_ids,digest,content_hash}') or (before ?| '{search,agency_ids,digest,content_hash}')), 0::bigint,
    'nothing made from other columns, nothing secret');
select is((select count(*) from register.tasks t where not exists (select from register.journal j where j.object_kind = 'task' and j.object_id = t.id::text)), 0::bigint,
    'no task without a row');

-- Nobody takes a row back.
select throws_ok('update register.journal set client = ''x''', '42501', null, 'no row is changed, by the superuser either');
select throws_ok('delete from register.journal', '42501', null, 'none is removed');
select throws_ok('truncate register.journal', '42501', null, 'nor all at once');
set local role steer_owner;
select throws_ok('update register.journal set client = ''x''', '42501', null, 'not by the owner of the table');
select throws_ok('delete from register.journal', '42501', null, 'who removes nothing');
select throws_ok('truncate register.journal', '42501', null, 'and empties nothing');
set local role steer_admin;
select throws_ok($$insert into register.journal (operation, client, role, request, action, object_kind, object_id) values ('', '', '', '', 'insert', '', '')$$, '42501', null,
    'nobody writes one by hand');
reset role;
select throws_ok(format('%s register.%s %s', v.verb, t.name, v.more), '42501', null, v.verb || ' ' || t.name)
from (values ('truncate', 'cascade'), ('delete from', '')) as v (verb, more), (values ('status_updates'), ('task_events')) as t (name);

-- Reading it.
select is(tests.got(tests.call('auditor', 'journal_list', '', '{"operation":"task_transition","limit":1}'), 'items', '0', 'object_kind'), 'task_event', 'the auditor reads it, newest first');
select is((select count(*) from jsonb_array_elements(tests.call('auditor', 'journal_list', '', '{"object":"J-1","object_kind":"task","client":"so-khcn","limit":500}') -> 'body' -> 'items')), 2::bigint,
    'by object, kind and client');
select is(tests.call('auditor', 'journal_list', '', jsonb_build_object('from', now() + interval '1 s')) -> 'body' -> 'items', '[]', 'by time');
select is(tests.outcome(tests.call('office', 'journal_list')), '403 forbidden', 'the office does not');

-- The clerk's purges are the exception.
insert into register.idempotency_records (client, key, request_hash, status, created_at)
values ('office', 'old', '', 200, now() - interval '31 days'), ('office', 'young', '', 200, now() - interval '29 days');
insert into register.used_assertions (client_id, jti, expires_at)
select c.id, v.jti, now() + v.age from register.api_clients c, (values ('old', interval '-1 hour'), ('young', interval '1 hour')) as v (jti, age) where c.code = 'office';
select is(tests.got(tests.call('clerk', 'clerk_purge'), 'purged'), '2', 'the clerk forgets what is past its time, and only that');
select finish();
rollback;
