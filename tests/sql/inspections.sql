-- inspections.sql - tests: plan, team, findings, recommendations and the tasks they become; who sees what of them, and what is refused.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(71);

create function pg_temp.office(p_operation text, p_object text, p_body jsonb, p_options jsonb default '{}') returns jsonb language sql as $$
    select tests.call('office', p_operation, p_object, p_options, p_body);
$$;
create function pg_temp.plan(p_more jsonb default '{}') returns jsonb language sql as $$
    select pg_temp.office('inspection_create', '', '{"title":"Kiểm tra việc thực hiện Nghị quyết","starts_on":"2025-06-10","ends_on":"2025-06-20","agencies":["so-khcn"],
        "members":[{"role":"head","post":"kt-truong"},{"role":"member","person":"kt-binh"},{"role":"secretary","agency":"tinh-uy"}]}' || p_more);
$$;
create function pg_temp.move(p_object text, p_action text, p_more jsonb default '{}', p_version integer default null) returns jsonb language sql as $$
    select pg_temp.office('inspection_transition', p_object, jsonb_build_object('action', p_action) || p_more,
        jsonb_build_object('if_match', coalesce(p_version, (select i.version from register.inspections i where i.code = p_object))));
$$;
create function pg_temp.change(p_object text, p_body jsonb) returns jsonb language sql as $$
    select pg_temp.office('inspection_patch', p_object, p_body, jsonb_build_object('if_match', (select i.version from register.inspections i where i.code = p_object)));
$$;
create function pg_temp.told(p_answer jsonb) returns text language sql as $$
    select concat_ws(' ', tests.outcome(p_answer), nullif(tests.faults(p_answer), '{}'));
$$;
create function pg_temp.written() returns bigint language sql as $$
    select count(*) from register.journal j where j.object_kind like 'inspection%' or j.object_kind = 'task';
$$;
select tests.call('office', 'document_create', '', '{}', jsonb_build_object('code', d, 'family', 'party', 'type', 'Quyết định', 'issuer_name', 'x', 'issued_on', '2025-06-01', 'subject', 'x'))
from unnest(array['31-QĐ/BCĐ', '99-KL/BCĐ']) as d;
select pg_temp.office('person_create', '', '{"code":"kt-an","name":"Người An"}'), pg_temp.office('person_create', '', '{"code":"kt-binh","name":"Người Bình"}'),
       pg_temp.office('post_create', '', '{"code":"kt-truong","title_vi":"Phó Trưởng ban","agency":"tinh-uy"}');
select pg_temp.office('post_assign', 'kt-truong', '{"person":"kt-an","from":"2025-01-01"}', '{"if_match":1}');
select private.bootstrap_client('hdnd-tinh', 'x', 'agency', 'hdnd-tinh', '{task:read}');
select tests.task('KT-lead', 'in_progress', 'so-khcn', '{hdnd-tinh}'), tests.task('KT-other', 'in_progress', 'ubnd-tinh'), tests.task('KT-draft', 'draft', 'ubnd-tinh');

-- The plan.
select is(tests.call('leader', 'inspection_list') #> '{body,items}', '[]', 'in the beginning there is none');
select is(pg_temp.plan('{"document":"31-QĐ/BCĐ"}') #> '{body}' #- '{id}' #- '{created_at}' #- '{updated_at}', $${"code":"KT-2025-0001","title":"Kiểm tra việc thực hiện Nghị quyết",
    "description":null,"state":"planned","document":"31-QĐ/BCĐ","starts_on":"2025-06-10","ends_on":"2025-06-20","programme":null,"agencies":["so-khcn"],"tasks":[],
    "head_name":"Phó Trưởng ban (Người An)","finding_count":0,"recommendation_count":0,"open_count":0,"started_on":null,"conclusion":null,"concluded_on":null,
    "closed_on":null,"cancelled_on":null,"cancellation":null,"reason":null,"version":1,"findings":[],"recommendations":[],"members":[
    {"role":"head","person":"kt-an","post":"kt-truong","agency":null,"name":"Phó Trưởng ban (Người An)"},
    {"role":"member","person":"kt-binh","post":null,"agency":null,"name":"Người Bình"},
    {"role":"secretary","person":null,"post":null,"agency":"tinh-uy","name":"Tỉnh ủy Long An"}]}$$::jsonb, 'a plan is registered, with scope and team');
select is(pg_temp.plan() ->> 'location', '/v1/inspections/KT-2025-0002', 'numbers follow one another');
select is(tests.outcome(tests.call(c, 'inspection_create', '', '{}', '{}')), '403 forbidden', c || ' plans none')
from unnest(array['so-khcn', 'leader', 'auditor', 'admin']) as c;
select is(pg_temp.told(pg_temp.plan('{"ends_on":"2025-06-09","document":"0/QĐ-X","programme":"khong-co","agencies":["so-khcn","khong-co","so-khcn"],"tasks":["NV-X"],
    "members":[{"role":"head","person":"kt-an"},{"role":"head","person":"khong-co"},{"role":"member","person":"kt-an"},{"role":"member"},{"role":"member","person":"kt-binh","agency":"tinh-uy"}]}')),
    '422 invalid-input {"/ends_on": "order", "/tasks/0": "not-found", "/document": "not-found", "/programme": "not-found", "/agencies/1": "not-found", "/agencies/2": "duplicate", '
    '"/members/1/role": "two-heads", "/members/1/person": "not-found", "/members/2/person": "holder-twice", "/members/3/person": "required", "/members/4/agency": "either-or"}',
    'all that is wrong with a plan is told at once');
select is(pg_temp.told(pg_temp.plan('{"agencies":[],"members":[]}')), '422 invalid-input {"/members": "no-head", "/agencies": "nothing-inspected"}', 'nobody at the head, nothing to look at');
select is(pg_temp.told(pg_temp.plan('{"agencies":[],"tasks":["KT-lead"]}')) || pg_temp.told(pg_temp.plan('{"agencies":[],"programme":"ctct-2025"}')), '201201', 'tasks or a programme are enough');
select is((select count(*) from register.inspections), 4::bigint, 'what is refused is not written');
select throws_ok($$insert into register.inspection_members (inspection_id, place, role, person_id) select i.id, 9, 'head', private.person_id('kt-binh') from register.inspections i$$,
                 '23505', null, 'two heads are impossible');

-- Changing it.
select is(pg_temp.change('KT-2025-0002', '{"title":"Kiểm tra đợt 2","agencies":["so-khcn","ubnd-tinh"],"members":[{"role":"head","person":"kt-binh"}]}') #> '{body}'
          @> '{"title":"Kiểm tra đợt 2","agencies":["so-khcn","ubnd-tinh"],"head_name":"Người Bình","version":2,"starts_on":"2025-06-10"}', true, 'lists are replaced, the rest stays');
select is(pg_temp.change('KT-2025-0002', '{"title":"Kiểm tra đợt 2","agencies":["ubnd-tinh","so-khcn"],"members":[{"role":"head","person":"kt-binh"}]}') ->> 'etag', '"v2"', 'the same again leaves the version');
select is(pg_temp.told(pg_temp.change('KT-2025-0002', '{"agencies":[]}')) || pg_temp.told(pg_temp.change('KT-2025-0002', '{"starts_on":"2025-06-21"}'))
          || pg_temp.told(pg_temp.change('KT-2025-0002', '{"members":null}')),
          '422 invalid-input {"/agencies": "nothing-inspected"}422 invalid-input {"/starts_on": "before"}422 invalid-input {"/members": "no-head"}', 'it stays a plan');
select is(tests.outcome(pg_temp.office('inspection_patch', 'KT-2025-0002', '{}', '{"if_match":1}')), '412 version-mismatch', 'who read another version is told');
select is(tests.outcome(pg_temp.office('inspection_patch', 'KT-0000-0000', '{}', '{"if_match":1}')), '404 not-found', 'what is not there is not found');

-- Before it runs.
select is(pg_temp.told(pg_temp.office('finding_create', 'KT-2025-0001', '{"agency":"so-khcn","kind":"other","text":"x"}')), '409 inspection-state {"": "only-in-state"}', 'a plan finds nothing');
select is(tests.outcome(tests.call('so-khcn', 'inspection_get', 'KT-2025-0001')), '404 not-found', 'an agency does not know that it will be inspected');
select is(tests.call('so-khcn', 'inspection_list', '', '{"count":"exact"}') #> '{body,page,count}', '0', 'nor from the list');
select is(tests.outcome(pg_temp.move('KT-2025-0001', 'start', '{}', 7)), '412 version-mismatch', 'it is started as read');
select is(pg_temp.told(pg_temp.move('KT-2025-0002', 'start', '{"occurred_on":"2025-06-13","reason":"x"}')),
          '422 invalid-input {"/reason": "not-allowed", "/document": "required", "/occurred_on": "too-large"}', 'it starts by a decision, not tomorrow');
select is(pg_temp.told(pg_temp.move('KT-2025-0001', s.action, '{"document":"31-QĐ/BCĐ"}')), '409 illegal-transition {"/action": "illegal-transition"}', 'a plan cannot ' || s.action)
from unnest(array['conclude', 'close']) as s (action);
select is(pg_temp.move('KT-2025-0001', 'start', '{"occurred_on":"2025-06-10"}') #> '{body}' @> '{"state":"running","started_on":"2025-06-10","version":2}', true, 'it starts');
select is(pg_temp.told(pg_temp.move('KT-2025-0001', 'start')), '409 illegal-transition {"/action": "illegal-transition"}', 'once');
select is(tests.got(pg_temp.move('KT-2025-0002', 'start', '{"document":"31-QĐ/BCĐ"}'), 'document'), '31-QĐ/BCĐ', 'the decision may come with the start');
select is(pg_temp.told(pg_temp.change('KT-2025-0001', '{"document":null}')), '422 invalid-input {"/document": "required"}', 'what runs keeps its decision');

-- Findings.
select is((select pg_temp.office('finding_create', 'KT-2025-0001', '{"agency":"so-khcn","task":"KT-lead","kind":"shortcoming","text":"Chậm báo cáo","evidence":"Biên bản"}') #> '{body}' #- '{created_at}'),
          '{"number":1,"agency":"so-khcn","task":"KT-lead","kind":"shortcoming","text":"Chậm báo cáo","evidence":"Biên bản"}', 'what was found is numbered');
select is(pg_temp.told(pg_temp.office('finding_create', 'KT-2025-0001', '{"agency":"ubnd-tinh","task":"NV-X","kind":"other","text":"x"}')),
          '422 invalid-input {"/task": "not-found", "/agency": "not-inspected"}', 'at an agency that is inspected');
select is(pg_temp.told(pg_temp.office('finding_create', 'KT-2025-0001', '{"agency":"so-khcn","task":"KT-other","kind":"other","text":"x"}')),
          '422 invalid-input {"/task": "not-inspected"}', 'about a task of it');
select is(tests.got(pg_temp.office('finding_create', 'KT-2025-0002', jsonb_build_object('agency', a, 'kind', 'good_practice', 'text', 'Về ' || a)), 'number'), n::text, 'each inspection counts for itself')
from (values ('ubnd-tinh', 1), ('so-khcn', 2)) as f (a, n);
select is(pg_temp.told(pg_temp.change('KT-2025-0002', '{"agencies":["so-khcn"]}')), '422 invalid-input {"/agencies": "has-findings"}', 'what has findings stays inspected');
select throws_ok($$update register.inspection_findings set text = 'x'$$, '42501', null, 'findings stay as they are');
select pg_temp.move('KT-2025-0003', 'start', '{"document":"31-QĐ/BCĐ"}');
select is(pg_temp.told(pg_temp.office('finding_create', 'KT-2025-0003', jsonb_build_object('agency', a, 'kind', 'other', 'text', 'x'))), o, 'a task is inspected with those who lead and join it: ' || a)
from (values ('so-khcn', '201'), ('hdnd-tinh', '201'), ('ubnd-tinh', '422 invalid-input {"/agency": "not-inspected"}')) as f (a, o);

-- Recommendations.
select is((select pg_temp.office('recommendation_create', 'KT-2025-0001', '{"agency":"so-khcn","finding":1,"text":"Báo cáo đúng hạn","due_text":"Quý III/2025"}') #> '{body}' #- '{created_at}' #- '{updated_at}'),
          '{"code":"KT-2025-0001-1","number":1,"agency":"so-khcn","finding":1,"text":"Báo cáo đúng hạn","due_text":"Quý III/2025","due_on":"2025-09-30","due_precision":"quarter","regular":false,
            "state":"open","task":null,"task_state":null,"task_due_on":null,"withdrawn_on":null,"reason":null}', 'what is recommended has a term in words');
select is(pg_temp.told(pg_temp.office('recommendation_create', 'KT-2025-0001', '{"agency":"khong-co","finding":7,"text":"x","due_text":"giữa quý"}')),
          '422 invalid-input {"/agency": "not-found", "/finding": "not-found", "/due_text": "unclear-deadline"}', 'all that is wrong is told');
select is(tests.got(pg_temp.office('recommendation_create', 'KT-2025-0001', jsonb_build_object('agency', a, 'text', t)), 'code'), c, 'to any agency: ' || a)
from (values ('ubnd-tinh', 'Bố trí kinh phí', 'KT-2025-0001-2'), ('so-khcn', 'Rà soát', 'KT-2025-0001-3')) as r (a, t, c);

-- They become tasks, or are withdrawn.
select is(pg_temp.told(pg_temp.office('recommendation_task', 'KT-2025-0001-1', '{"lead_agency":"khong-co","due_text":"giữa quý"}')),
          '422 invalid-input {"/due_text": "unclear-deadline", "/lead_agency": "not-found"}', 'a task has the rules of a task');
select is(pg_temp.told(pg_temp.office('recommendation_task', 'KT-2025-0001-2', '{"assign":true}')), '422 task-not-clear {"/due_on": "required", "/product": "required"}', 'one that is not clear is not assigned');
select is((select count(*) from register.tasks t where t.title = 'Bố trí kinh phí'), 0::bigint, 'nor left behind');
select is(pg_temp.office('recommendation_task', 'KT-2025-0001-1', '{"code":"KT-nv","product":"Báo cáo","assign":true}') #> '{body}' @>
          '{"state":"task","task":"KT-nv","task_state":"assigned","task_due_on":"2025-09-30"}', true, 'a clear one is');
select is((select (private.task_json(t)::jsonb) @> '{"title":"Báo cáo đúng hạn","lead_agency":"so-khcn","source_document":"31-QĐ/BCĐ","due_text":"Quý III/2025","original_due_on":"2025-09-30"}'
           from register.tasks t where t.code = 'KT-nv'), true, 'from the decision, with the term of the recommendation');
select is(pg_temp.told(pg_temp.office('recommendation_task', 'KT-2025-0001-1', '{}')), '409 recommendation-settled {"": "recommendation-settled"}', 'once');
select is(tests.outcome(pg_temp.office('recommendation_task', 'KT-2025-0001-2', '{"code":"KT-nv"}')), '409 already-exists', 'under a code of its own');
select is(tests.outcome(pg_temp.office('recommendation_task', 'KT-2025-0001-9', '{}')), '404 not-found', 'only what is there');
select is(pg_temp.told(pg_temp.office('recommendation_withdraw', 'KT-2025-0001-3', '{"reason":" "}')), '422 invalid-input {"/reason": "required"}', 'nothing is withdrawn without a reason');

-- Concluding and closing.
select is(pg_temp.told(pg_temp.move('KT-2025-0001', 'conclude', '{"occurred_on":"2025-06-09"}')), '422 invalid-input {"/document": "required", "/occurred_on": "order"}', 'it is concluded by a document, after it began');
select is(pg_temp.move('KT-2025-0001', 'conclude', '{"document":"99-KL/BCĐ"}') #> '{body}' @> '{"state":"concluded","conclusion":"99-KL/BCĐ","concluded_on":"2025-06-12","open_count":2}', true, 'it is concluded');
select is(tests.outcome(pg_temp.change('KT-2025-0001', '{"title":"x"}')) || tests.outcome(pg_temp.office('recommendation_create', 'KT-2025-0001', '{"agency":"so-khcn","text":"x"}')),
          '409 inspection-state409 inspection-state', 'then plan and recommendations stand');
create temporary table before as select pg_temp.written() as entries;
select is((select jsonb_agg(f.fault -> 'args') from jsonb_array_elements(pg_temp.move('KT-2025-0001', 'close') -> 'errors') as f (fault)), '[["KT-2025-0001-2"], ["KT-2025-0001-3"]]',
          'it is not closed while recommendations are loose: each is named');
select is(pg_temp.written(), (select entries from before), 'nothing of what was refused is written');
select is(pg_temp.office('recommendation_task', 'KT-2025-0001-2', '{"title":"Bố trí kinh phí năm 2025"}') #> '{body}' @> '{"state":"task","task_state":"draft"}', true, 'a draft is a task too');
select is((select (private.task_json(t)::jsonb) @> '{"description":"Bố trí kinh phí","source_document":"99-KL/BCĐ"}' from register.tasks t where t.title = 'Bố trí kinh phí năm 2025'), true,
          'after the conclusion it comes from that');
select is(pg_temp.office('recommendation_withdraw', 'KT-2025-0001-3', '{"reason":"Trùng kiến nghị khác"}') #> '{body}' @> '{"state":"withdrawn","withdrawn_on":"2025-06-12","reason":"Trùng kiến nghị khác"}', true,
          'a recommendation is withdrawn with a reason');

-- Who sees what.
select results_eq($$select c, tests.got(a, 'agencies') || ' ' || tests.got(a, 'finding_count') || ' ' || tests.got(a, 'recommendation_count')
    from unnest(array['leader', 'auditor', 'admin', 'office', 'so-khcn', 'ubnd-tinh']) as c cross join lateral tests.call(c, 'inspection_get', 'KT-2025-0001') as a$$,
    $$values ('leader', '["so-khcn"] 1 3'), ('auditor', '["so-khcn"] 1 3'), ('admin', '["so-khcn"] 1 3'), ('office', '["so-khcn"] 1 3'), ('so-khcn', '["so-khcn"] 1 2'), ('ubnd-tinh', '[] 0 1')$$,
    'an agency sees what is about itself, the others everything');
select is(tests.call('ubnd-tinh', 'inspection_get', 'KT-2025-0001') #> '{body,recommendations,0}' @> '{"code":"KT-2025-0001-2","state":"task","task":null,"task_state":null}', true, 'a draft is not named to the agency');
select is(tests.got(tests.call('hdnd-tinh', 'inspection_get', 'KT-2025-0003'), 'finding_count'), '1', 'who joins an inspected task sees what was found at itself');
select is(tests.outcome(tests.call('ubnd-tinh', 'inspection_get', 'KT-2025-0003')), '404 not-found', 'what does not concern it is not there');
select is((select jsonb_agg(i.item -> 'code') from jsonb_array_elements(tests.call('so-khcn', 'inspection_list', '', '{"sort":"code"}') #> '{body,items}') as i (item)),
          '["KT-2025-0001", "KT-2025-0002", "KT-2025-0003"]', 'lists hold what concerns it and runs');
select is((select jsonb_agg(i.item -> 'code') from jsonb_array_elements(tests.call('leader', 'inspection_list', '', o::jsonb) #> '{body,items}') as i (item)), w::jsonb, 'filter ' || o)
from (values ('{"agency":"hdnd-tinh","state":["running"]}', '["KT-2025-0003"]'), ('{"task":"KT-lead"}', '["KT-2025-0003"]'), ('{"q":"dot 2"}', '["KT-2025-0002"]')) as f (o, w);

select is(pg_temp.move('KT-2025-0001', 'close') #> '{body}' @> '{"state":"closed","closed_on":"2025-06-12"}', true, 'it is closed though its tasks go on');
select is(pg_temp.told(pg_temp.move('KT-2025-0002', 'cancel')), '422 invalid-input {"/reason": "required"}', 'it is cancelled by a document or for a reason');
select is(pg_temp.move('KT-2025-0002', 'cancel', '{"reason":"Trùng đợt thanh tra"}') #> '{body}' @> '{"state":"cancelled","cancelled_on":"2025-06-12","reason":"Trùng đợt thanh tra"}', true, 'and ends');
select is((select count(*) from register.journal j where j.object_kind = 'inspection' and j.operation = 'inspection_transition' and j.object_code = 'KT-2025-0001'), 3::bigint, 'the journal has each step');
select finish();
rollback;
