-- agency_handover.sql - tests: who takes over what from an agency that ends, when, and what of it is told afterwards.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(65);
-- Handing over that does not end is a failure, not a wait.
set local statement_timeout = '30s';

select tests.call('office', 'agency_create', '', '{}', jsonb_build_object('code', 'h-' || n, 'name_vi', 'Cơ quan ' || upper(n), 'kind', 'department', 'valid_from', '2010-01-01'))
from unnest('{a,b,c,d,e,f,g}'::text[]) as n;
select private.bootstrap_client('h-a-sys', 'Hệ thống A', 'agency', 'h-a', '{status:push,task:read}');
select private.bootstrap_client('h-e-sys', 'Hệ thống E', 'agency', 'h-e', '{status:push,task:read}');
create function pg_temp.change(p_kind text, p_day text, p_agencies text[], p_into jsonb, p_more jsonb default '{}') returns jsonb language plpgsql as $$
declare
    v_plan jsonb := tests.call('office', 'agency_plan_create', '', '{}', jsonb_build_object('kind', p_kind, 'effective_on', p_day, 'agencies', to_jsonb(p_agencies), 'into', p_into) || p_more);
begin
    return tests.call('office', 'agency_plan_apply', v_plan -> 'body' ->> 'id', '{"if_match":1}', '{"document":"57-NQ/TW"}');
end
$$;
create function pg_temp.into(p_codes text[]) returns jsonb language sql as $$
    select jsonb_agg(case when private.agency_id(c) is null then jsonb_build_object('code', c, 'name_vi', 'Cơ quan ' || c, 'kind', 'department') else jsonb_build_object('code', c) end) from unnest(p_codes) as c;
$$;
create function pg_temp.clerk() returns jsonb language sql as $$ select tests.call('clerk', 'clerk_handover') -> 'body'; $$;
create function pg_temp.task(p_code text) returns text language sql as $$
    select concat_ws(' ', private.agency_code(t.lead_agency_id), private.agency_codes(t.co_agency_ids)::text, t.state, 'v' || t.version) from register.tasks t where t.code = p_code;
$$;
-- {"code": "to outcome"} of the handovers of one kind of the last change.
create function pg_temp.handed(p_answer jsonb, p_kind text) returns jsonb language sql as $$
    select coalesce(jsonb_object_agg(t ->> 'code', concat_ws(' ', coalesce(t ->> 'to', '-'), t ->> 'outcome')), '{}')
    from jsonb_array_elements(tests.call('office', 'agency_plan_get', p_answer -> 'body' ->> 'plan') -> 'body' -> p_kind) as t;
$$;

-- At once: a merger that is in force today.
select tests.task('H-1', 'in_progress', 'h-a', '{h-b,so-khcn}'), tests.task('H-2', 'reported', 'h-b', '{h-a}'), tests.task('H-3', 'verified', 'h-a'), tests.task('H-4', 'draft', 'h-b', '{h-c,h-a}'),
       tests.task('H-5', 'assigned', 'so-khcn', '{h-a,h-b}');
insert into register.tasks (code, title, co_agency_ids) values ('H-6', 'Chưa giao', array[private.agency_id('h-a')]);
update register.tasks set original_lead_agency_id = lead_agency_id, progress_percent = 40, summary = 'Đang làm' where code = 'H-1';
create temporary table merged as select pg_temp.change('merge', '2025-06-12', '{h-a,h-b}', pg_temp.into('{h-ab}')) as a;
select is(a -> 'body' -> 'handed_over', '{"tasks":3,"joined":6,"posts":0,"seats":0,"clients":1,"awaiting":0}', 'in force today: handed over at once') from merged;
select is(a -> 'body' -> 'change' ->> 'state', 'carried_out', 'and carried out') from merged;
select results_eq($$select t.code::text collate "default", pg_temp.task(t.code::text collate "default") from register.tasks t where t.code like 'H-%' order by 1$$, $$values
    ('H-1', 'h-ab {so-khcn} in_progress v2'), ('H-2', 'h-ab {} reported v2'), ('H-3', 'h-a {} verified v1'), ('H-4', 'h-ab {h-c} draft v2'), ('H-5', 'so-khcn {h-ab} assigned v2'),
    ('H-6', '{h-ab} draft v2')$$, 'as they stand: the lead, the joining, the draft; not what is done');
select row_eq($$select private.agency_code(original_lead_agency_id), progress_percent, summary::text from register.tasks where code = 'H-1'$$, row('h-a'::text, 40::smallint, 'Đang làm'::text), 'the first assignee and the work stay');
select is((select count(*) from register.task_events e join register.documents d on d.id = e.document_id where e.action = 'handover' and e.from_state = e.to_state and d.code = '57-NQ/TW'
    and private.agency_code(e.to_agency_id) = 'h-ab' and private.agency_code(e.from_agency_id) in ('h-a', 'h-b') and e.occurred_on = '2025-06-12' and e.client = 'office'), 5::bigint, 'each says by which decision it went over');
select is((select private.agency_code(agency_id) from register.api_clients where code = 'h-a-sys'), 'h-ab', 'the client acts for the successor');
select is(tests.call('h-a-sys', 'task_get', 'H-2') ->> 'status', '200', 'and sees what the other one led');
select results_eq($$select t.code::text collate "default", private.agency_code(d.agency_id) from register.task_departures d join register.tasks t on t.id = d.task_id where t.code in ('H-1', 'H-5') order by 1, 2$$,
    $$values ('H-1', 'h-a'), ('H-1', 'h-b'), ('H-5', 'h-a'), ('H-5', 'h-b')$$, 'who lost sight of a task is told so');
select is(pg_temp.handed(a, 'tasks') -> 'H-2', '"h-ab handed_over"', 'the plan tells what was handed over') from merged;
create temporary table last as select max(id) as id from register.journal;
select is(pg_temp.clerk(), '{"changes":0,"names":0,"tasks":0,"posts":0,"seats":0,"clients":0,"awaiting":0}', 'nothing is left for the clerk');
select is((select count(*) from register.journal j, last where j.id > last.id), 0::bigint, 'who changes nothing');

-- On a day to come: what happens until then counts.
select tests.task('I-1', 'assigned', 'h-c'), tests.task('I-2', 'assigned', 'h-c'), tests.task('I-3', 'assigned', 'h-c', '{h-d}'), tests.task('I-4', 'verified', 'h-c');
create temporary table later as select pg_temp.change('merge', '2025-07-01', '{h-c}', pg_temp.into('{h-d}')) as a;
select is(a -> 'body' -> 'handed_over', '{"tasks":3,"joined":1,"posts":0,"seats":0,"clients":0,"awaiting":0}' || '{"tasks":0,"joined":0,"awaiting":4}'::jsonb, 'weeks before nothing is handed over, and it waits') from later;
select is(pg_temp.task('I-1'), 'h-c {} assigned v1', 'who leads leads');
select is(tests.call('office', 'agency_changes', '', '{"state":"scheduled"}') -> 'body' -> 'items' -> 0 ->> 'awaiting', '4', 'it waits for its day');
select tests.task('I-5', 'draft', 'h-c');
select tests.call('office', 'task_transition', 'I-5', '{"if_match":1}', '{"action":"assign"}');
select tests.call('office', 'task_transition', 'I-2', '{"if_match":1}', '{"action":"transfer","to_agency":"so-khcn","reason":"x"}');
update register.tasks set state = 'verified' where code = 'I-3';
set local steer.today = '2025-07-01';
select is(tests.faults(tests.call('office', 'task_create', '', '{}', '{"title":"x","lead_agency":"h-c","co_agencies":["h-a"]}')), '{"/lead_agency":"agency-closed","/co_agencies/0":"agency-closed"}',
    'nothing new is given to who is gone');
select is(tests.call('office', 'task_create', '', '{}', '{"title":"x","lead_agency":"h-c"}') -> 'errors' -> 0 -> 'args', '["h-d"]', 'who came after is named');
select is(tests.faults(tests.call('office', 'task_transition', 'I-2', '{"if_match":2}', '{"action":"transfer","to_agency":"h-c","reason":"x"}')), '{"/to_agency":"agency-closed"}', 'nothing is transferred to it');
select is(tests.faults(tests.call('admin', 'client_create', '', '{}', '{"code":"h-x","name":"x","role":"agency","agency":"h-c","scopes":["task:read"]}')), '{"/agency":"agency-closed"}', 'no client is registered for it');
select is(pg_temp.clerk(), '{"changes":1,"names":0,"tasks":3,"posts":0,"seats":0,"clients":0,"awaiting":0}', 'on the day the clerk hands over what there is');
select is(pg_temp.handed(a, 'tasks'), '{"H-4":"h-d handed_over","I-1":"h-d handed_over","I-2":"h-d lapsed","I-3":"h-d lapsed","I-5":"h-d handed_over"}', 'what came since goes too, what went or was done does not') from later;
select is(pg_temp.task('I-3'), 'h-c {h-d} verified v1', 'what was done stays who did it');
select is((select max(role || ' ' || operation) from register.journal j, last where j.id > last.id and object_kind = 'task' and object_code = 'I-5' and operation like 'clerk%'), 'steer_clerk clerk_handover', 'the journal says who did it');
select tests.call('office', 'task_transition', 'I-4', '{"if_match":1}', '{"action":"reopen","reason":"x","document":"57-NQ/TW"}');
select is(pg_temp.clerk() -> 'tasks', '1', 'what is taken up again later is found');
select is(pg_temp.task('I-4'), 'h-d {} returned v3', 'and goes the same way');
select tests.call('office', 'task_transition', 'I-3', '{"if_match":1}', '{"action":"reopen","reason":"x","document":"57-NQ/TW"}');
select is(pg_temp.clerk() -> 'tasks', '1', 'so is what had been looked at and left');
select is(pg_temp.task('I-3'), 'h-d {} returned v3', 'whose successor joined it already, and leads now');

-- A split asks for each task; what came later waits.
select tests.task('J-1', 'assigned', 'h-e'), tests.task('J-2', 'assigned', 'h-e'), tests.task('J-3', 'assigned', 'so-khcn', '{h-e}');
create temporary table split as select pg_temp.change('split', '2025-08-01', '{h-e}', pg_temp.into('{h-e1,h-e2}'), '{"handover":{"tasks":{"J-1":"h-e1","J-2":"so-khcn","J-3":"h-e2"}}}') as a;
select is(a ->> 'status', '200', 'each task has somebody, a third one even') from split;
select tests.task('J-4', 'assigned', 'h-e');
set local steer.today = '2025-08-01';
select is(pg_temp.clerk(), '{"changes":1,"names":0,"tasks":3,"posts":0,"seats":0,"clients":0,"awaiting":2}', 'what nobody was named for waits, and a client');
select is(pg_temp.handed(a, 'tasks'), '{"J-1":"h-e1 handed_over","J-2":"so-khcn handed_over","J-3":"h-e2 handed_over","J-4":"-"}', 'and is listed') from split;
select is(tests.call('office', 'agency_get', 'h-e') -> 'body' -> 'successors', '["h-e1","h-e2"]', 'it has two successors');
select tests.call('office', 'task_transition', 'J-4', '{"if_match":1}', '{"action":"transfer","to_agency":"h-e2","reason":"x"}');
select is(pg_temp.clerk() -> 'awaiting', '1', 'once somebody has decided by hand it waits no more');
select is(pg_temp.handed(a, 'tasks') -> 'J-4', '"- lapsed"', 'and the plan says so') from split;

-- A split of one that goes on.
select tests.task('K-1', 'assigned', 'h-d'), tests.task('K-2', 'assigned', 'h-d');
create temporary table part as select pg_temp.change('split', '2025-08-01', '{h-d}', pg_temp.into('{h-d,h-d2}'), '{"handover":{"tasks":{"K-1":"h-d2"}}}') as a;
select is(a -> 'body' -> 'handed_over' -> 'tasks', '1', 'one that goes on hands over what is said') from part;
select is(pg_temp.task('K-1') || ', ' || pg_temp.task('K-2'), 'h-d2 {} assigned v2, h-d {} assigned v1', 'and keeps the rest');
select is((tests.call('office', 'agency_get', 'h-d') -> 'body') - array['id', 'created_at', 'updated_at', 'note', 'identifiers', 'version'], '{"code":"h-d","name_vi":"Cơ quan D","name_en":null,"kind":"department","parent":null,
    "parent_name":null,"valid_from":"2010-01-01","valid_to":null,"predecessors":["h-c"],"successors":[]}', 'it is in force as before');

-- One after the other, the clerk late; and a change learnt late, into one that is gone by then.
select tests.task('L-1', 'assigned', 'h-f');
select pg_temp.change('merge', '2025-09-01', '{h-f}', pg_temp.into('{h-fg}')), pg_temp.change('merge', '2025-10-01', '{h-fg,h-g}', pg_temp.into('{h-last}'));
set local steer.today = '2025-10-05';
select is(pg_temp.clerk() - array['clients', 'awaiting'], '{"changes":2,"names":0,"tasks":2,"posts":0,"seats":0}', 'two changes at once');
select is(pg_temp.task('L-1'), 'h-last {} assigned v3', 'bring it to who is there in the end, step by step');
select tests.call('office', 'agency_create', '', '{}', '{"code":"h-old","name_vi":"Cũ","kind":"department"}');
select tests.task('L-2', 'assigned', 'h-old');
select is(pg_temp.change('merge', '2025-09-10', '{h-old}', pg_temp.into('{h-fg}')) -> 'body' -> 'handed_over' -> 'tasks', '1', 'a merger learnt late, into one merged since');
select is(pg_temp.task('L-2'), 'h-last {} assigned v3', 'goes on to who came after that one');
select tests.call('office', 'agency_create', '', '{}', jsonb_build_object('code', c, 'name_vi', 'Cũ', 'kind', 'department')) from unnest('{h-m,h-n}'::text[]) as c;
select tests.task('L-3', 'assigned', 'h-m'), tests.task('L-4', 'assigned', 'h-n');
select pg_temp.change('split', '2025-09-20', '{h-n}', pg_temp.into('{h-n1,h-n2}'), '{"handover":{"tasks":{"default":"h-n2","L-4":"h-n1"}}}'), pg_temp.change('merge', '2025-09-15', '{h-m}', pg_temp.into('{h-n}'));
select is(pg_temp.task('L-3') || ', ' || pg_temp.task('L-4'), 'h-n2 {} assigned v3, h-n1 {} assigned v2', 'into one split since: where that split sends the rest');
select is((tests.call('office', 'agency_list', '', '{"valid_at":"2025-09-20","q":"co quan h-fg"}') -> 'body' -> 'items' -> 0) -> 'predecessors', '["h-f","h-old"]', 'each succession is on record');

-- Two that hand over to each other: learnt last, that who took over was gone before.
select tests.call('office', 'agency_create', '', '{}', jsonb_build_object('code', c, 'name_vi', 'Vòng', 'kind', 'department', 'valid_from', '2010-01-01')) from unnest('{h-u,h-v}'::text[]) as c;
select tests.task('M-1', 'assigned', 'h-u'), tests.task('M-2', 'assigned', 'h-v');
create temporary table circle as select pg_temp.change('dissolve', '2025-09-25', '{h-u}', '[]', '{"handover":{"tasks":{"default":"h-v"}}}') as a;
select is(pg_temp.task('M-1'), 'h-v {} assigned v2', 'dissolved, its tasks go to another');
select is(pg_temp.change('dissolve', '2025-09-22', '{h-v}', '[]', '{"handover":{"tasks":{"default":"h-u"}}}') -> 'body' -> 'handed_over' -> 'tasks', '2', 'which, as is learnt then, had gone to the first before');
select is(pg_temp.task('M-1') || ', ' || pg_temp.task('M-2'), 'h-u {} assigned v3, h-u {} assigned v2', 'they go where the order of the days leads, each once');
select is(pg_temp.handed(a, 'tasks'), '{"M-1":"h-v","M-2":"h-v"}', 'and wait there, by name: who should take them over was not there any more') from circle;
select is(pg_temp.clerk() -> 'tasks', '0', 'until somebody decides');

-- Names of today.
select pg_temp.change('rename', '2025-11-01', '{h-last}', '[{"code":"h-last","name_vi":"Tên mới"}]');
set local steer.today = '2025-11-01';
select is(tests.call('leader', 'task_get', 'L-1') -> 'body' ->> 'lead_agency_name', 'Cơ quan h-last', 'the name of today is flipped');
select is(pg_temp.clerk() -> 'names', '1', 'by the clerk');
select is(tests.call('leader', 'task_get', 'L-1') -> 'body' ->> 'lead_agency_name', 'Tên mới', 'on its day');
select is((select j.before ->> 'name_vi' || ', ' || (j.after ->> 'name_vi') from register.journal j where j.object_code = 'h-last' and j.operation = 'clerk_handover' order by j.id desc limit 1), 'Cơ quan h-last, Tên mới', 'with its row in the journal');
select is(pg_temp.clerk() -> 'names', '0', 'once');

-- Posts, seats, clients that nobody takes over.
select tests.call('office', 'agency_create', '', '{}', jsonb_build_object('code', c, 'name_vi', 'Cơ quan ' || c, 'kind', 'department')) from unnest('{p-a,p-b}'::text[]) as c;
select tests.call('office', 'person_create', '', '{}', '{"code":"p-an","name":"Nguyễn Văn An"}');
select tests.call('office', 'post_create', '', '{}', jsonb_build_object('code', 'p-' || n, 'title_vi', 'Giám đốc ' || n, 'agency', 'p-a')) from unnest('{gd,pgd}'::text[]) as n;
select tests.call('office', 'post_assign', 'p-gd', '{"if_match":1}', '{"person":"p-an","from":"2025-01-01"}');
select tests.call('office', 'committee_create', '', '{}', '{"code":"p-bcd","name_vi":"Ban Chỉ đạo P","issuer":"ubnd-tinh"}');
create function pg_temp.restructure(p_day text, p_number text, p_seats jsonb) returns jsonb language plpgsql as $$
declare
    v_plan jsonb := tests.call('office', 'plan_create', 'p-bcd', '{}', jsonb_build_object('committee', 'p-bcd', 'effective_on', p_day, 'seats', p_seats));
begin
    return tests.call('office', 'plan_apply', v_plan -> 'body' ->> 'id', '{"if_match":1}', jsonb_build_object('decision', jsonb_build_object('number', p_number, 'signed_on', '2025-06-01')));
end
$$;
select is(pg_temp.restructure('2025-06-01', '1/QĐ-UBND', '[{"role":"truong_ban","post":"p-gd","represents":"p-a"},{"role":"uy_vien","post":"p-pgd"}]') ->> 'status', '200', 'a committee with a seat that represents it');
select is(pg_temp.restructure('2026-03-01', '2/QĐ-UBND', '[{"role":"uy_vien","post":"p-gd","represents":"p-a"}]') ->> 'status', '200', 'and one ordered for later');
create temporary table dissolved as select pg_temp.change('dissolve', '2026-01-01', '{p-a}', '[]', '{"handover":{"tasks":{"default":"p-b"},"posts":{"p-gd":"p-b","p-pgd":null},"seats":{"default":"p-b"},"clients":{"default":null}}}') as a;
select is(a ->> 'status', '200', 'dissolved') from dissolved;
select is((select jsonb_object_agg(t ->> 'code', coalesce(t ->> 'to', '-') || ' ' || (t ->> 'stays')) from jsonb_array_elements(
    tests.call('office', 'agency_plan_get', a -> 'body' ->> 'plan') -> 'body' -> 'posts') as t), '{"p-gd":"p-b false","p-pgd":"- true"}', 'posts go somewhere, or nowhere') from dissolved;
set local steer.today = '2026-01-01';
select is(pg_temp.clerk() - 'awaiting', '{"changes":1,"names":0,"tasks":0,"posts":2,"seats":1,"clients":0}', 'on the day');
select is(pg_temp.handed(a, 'posts') || pg_temp.handed(a, 'seats'), '{"p-gd":"p-b handed_over","p-pgd":"- ended","p-bcd":"p-b handed_over"}', 'posts and seats are handed over') from dissolved;
select results_eq($$select d.day, tests.call('office', 'post_get', 'p-gd', jsonb_build_object('valid_at', d.day)) -> 'body' ->> 'agency', tests.call('office', 'post_get', 'p-gd', jsonb_build_object('valid_at', d.day)) -> 'body' ->> 'holder'
    from unnest('{2025-12-31,2026-01-01}'::text[]) as d (day)$$, $$values ('2025-12-31', 'p-a', 'p-an'), ('2026-01-01', 'p-b', 'p-an')$$, 'a post that moves keeps its holder');
select is(tests.outcome(tests.call('office', 'post_get', 'p-pgd', '{"valid_at":"2026-01-01"}')), '404 not-found', 'one nobody takes over has ended');
select results_eq($$select d.day, (select jsonb_agg(s ->> 'represents') from jsonb_array_elements(tests.call('office', 'committee_seats', 'p-bcd', jsonb_build_object('valid_at', d.day)) -> 'body' -> 'items') as s where s ->> 'post' = 'p-gd')
    from unnest('{2025-12-31,2026-01-01,2026-03-01}'::text[]) as d (day)$$, $$values ('2025-12-31', '["p-a"]'::jsonb), ('2026-01-01', '["p-b"]'), ('2026-03-01', '["p-b"]')$$,
    'a seat represents the successor from that day on, in lists ordered for later too');
select is((select jsonb_agg(d ->> 'kind' || ' ' || (d ->> 'effective_on')) from jsonb_array_elements(tests.call('office', 'committee_decisions', 'p-bcd') -> 'body' -> 'items') as d where d ->> 'kind' = 'agency_change'),
    '["agency_change 2026-03-01","agency_change 2026-01-01"]', 'which stands among its decisions');
select is((select count(*) from register.agency_handovers where stays and done_at is null and object_kind <> 'client'), 0::bigint, 'what nobody takes over is settled');
select is(pg_temp.clerk() - array['awaiting'], '{"changes":0,"names":0,"tasks":0,"posts":0,"seats":0,"clients":0}', 'and that is all');

-- A failure leaves nothing.
select tests.call('office', 'agency_create', '', '{}', '{"code":"q-a","name_vi":"Q","kind":"department"}');
select tests.task('Q-1', 'assigned', 'q-a');
create function pg_temp.fails() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = '23514'; end $$;
create trigger fails before update on register.tasks for each row when (new.code = 'Q-1') execute function pg_temp.fails();
create temporary table counts as select (select count(*) from register.agencies) as agencies, (select count(*) from register.journal) as journal;
select throws_ok($$select pg_temp.change('merge', '2026-01-01', '{q-a}', pg_temp.into('{q-b}'))$$, '23514', null, 'what fails in the end fails altogether');
select row_eq($$select (select count(*) from register.agencies), (select count(*) from register.journal), (select valid_to from register.agencies where code = 'q-a') from counts$$,
    (select row(agencies, journal, null::date) from counts), 'nothing is left of it');
select finish();
rollback;
