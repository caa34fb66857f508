-- committees_refusals.sql - tests: what plans, decisions and their application are refused for, all of it at once, and that nothing changes then; what is only warned of.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(73);

create function pg_temp.plan(p_day date, p_body jsonb, p_committee text default 'bcd') returns jsonb language sql as $$
    select tests.call('office', 'plan_create', p_committee, '{}', p_body || jsonb_build_object('effective_on', p_day));
$$;
create function pg_temp.apply(p_plan jsonb, p_number text, p_more jsonb default '{}', p_client text default 'office', p_version integer default null) returns jsonb language sql as $$
    select tests.call(p_client, 'plan_apply', p_plan -> 'body' ->> 'id', jsonb_build_object('if_match', coalesce(to_jsonb(p_version), p_plan -> 'body' -> 'version')),
        jsonb_build_object('decision', jsonb_build_object('number', p_number || '-QĐ/TU', 'signed_on', p_plan -> 'body' -> 'effective_on') || p_more));
$$;
create function pg_temp.seats(variadic p_seats text[]) returns jsonb language sql as $$
    select jsonb_build_object('seats', jsonb_agg(jsonb_build_object('role', split_part(s, ' ', 1),
        case when exists (select from register.posts where code = split_part(s, ' ', 2)) then 'post' else 'person' end, split_part(s, ' ', 2))
        || case when split_part(s, ' ', 3) = '' then '{}' else jsonb_build_object('duty', split_part(s, ' ', 3)) end order by n))
    from unnest(p_seats) with ordinality as p (s, n);
$$;
create function pg_temp.checks(p_plan jsonb) returns text language sql as $$
    select coalesce(string_agg((c ->> 'level') || ' ' || (c ->> 'code') || ' ' || (c ->> 'pointer'), ', '), '') from jsonb_array_elements(p_plan -> 'body' -> 'checks') as c;
$$;
-- All there is of committees: to see that nothing changed.
create function pg_temp.all_of_it() returns text language sql as $$
    select md5((select json_agg(v order by id)::text from register.seat_versions v) || (select json_agg(v order by id)::text from register.committee_versions v)
        || (select json_agg(c order by id)::text from register.committees c) || (select json_agg(d order by id)::text from register.decisions d)
        || (select json_agg(d order by id)::text from register.documents d) || (select json_agg(s order by id)::text from register.seats s));
$$;
select tests.call('office', 'person_create', '', '{}', jsonb_build_object('code', code, 'name', name)) ->> 'status'
from (values ('an', 'Trần An'), ('binh', 'Lê Bình'), ('chi', 'Vũ Chi')) as p (code, name);
select tests.call('office', 'post_create', '', '{}', '{"code":"pct","title_vi":"Phó Chủ tịch UBND tỉnh","agency":"ubnd-tinh"}') ->> 'status';
select tests.call('office', 'committee_create', '', '{}', '{"code":"bcd","name_vi":"Ban Chỉ đạo","issuer":"tinh-uy"}') ->> 'status',
       tests.call('office', 'committee_create', '', '{}', '{"code":"to","name_vi":"Tổ","issuer":"tinh-uy","parent":"bcd"}') ->> 'status',
       tests.call('office', 'committee_create', '', '{}', '{"code":"ubnd","name_vi":"Ban của Ủy ban","issuer":"ubnd-tinh"}') ->> 'status';

-- A draft.
select is(tests.outcome(tests.call('office', 'committee_create', '', '{}', '{"code":"bcd","name_vi":"x","issuer":"tinh-uy"}')), '409 already-exists', 'a code is taken once');
select is(tests.faults(tests.call('office', 'committee_create', '', '{}', '{"code":"x","name_vi":"x","issuer":"x-1","parent":"x-2","standing_agency":"x-3"}')),
    '{"/issuer":"not-found","/parent":"not-found","/standing_agency":"not-found"}', 'whom it names is there');
select is(tests.outcome(tests.call(c, 'committee_create', '', '{}', '{"code":"x","name_vi":"x","issuer":"tinh-uy"}')), '403 forbidden', c || ' does not draft') from unnest('{leader,auditor,so-khcn}'::text[]) as c;

-- A plan.
select is(tests.outcome(pg_temp.plan('2025-02-01', pg_temp.seats('truong_ban an'), 'nobody')), '404 not-found', 'a committee that is not there has no plan');
select is(tests.faults(pg_temp.plan('2025-02-01', '{"committee":"ubnd","kind":"dissolve","replaces":"nobody","parent":"nobody","standing_agency":"nobody","seats":[
    {"role":"chu_tich","person":"an"},{"role":"uy_vien","person":"nobody"},{"role":"uy_vien","post":"nothing"},{"role":"uy_vien","person":"binh","post":"pct"},{"role":"uy_vien"},
    {"role":"uy_vien","person":"chi","represents":"nobody"}]}')),
    '{"/committee":"other-committee","/kind":"not-in-list","/replaces":"not-found","/parent":"not-found","/standing_agency":"not-found","/seats/0/role":"not-in-list","/seats/1/person":"not-found",
      "/seats/2/post":"not-found","/seats/3/post":"either-or","/seats/4/person":"required","/seats/5/represents":"not-found"}', 'every fault is told at once, where it stands');
select matches(pg_temp.plan('2025-02-01', '{"seats":[{"role":"chu_tich","person":"an"}]}') -> 'errors' ->> 0, 'truong_ban, pho_truong_ban_thuong_truc', 'an unknown role with those there are');
select is(tests.faults(pg_temp.plan('2025-02-01', '{"replaces":"bcd","swaps":[{"out":"an","in":"chi"}]}' || pg_temp.seats('truong_ban an'))),
    '{"/swaps":"either-or","/replaces":"circular"}', 'a list or swaps; nobody replaces himself');
select is(tests.faults(pg_temp.plan('2025-02-01', '{"dissolve":true,"replaces":"to"}' || pg_temp.seats('truong_ban an'))), '{"/seats":"either-or","/replaces":"either-or"}', 'what is dissolved has no list');
select is(tests.faults(pg_temp.plan('2025-02-01', '{"name_vi":null}')), '{"/name_vi":"required"}', 'a committee has a name');
select is(tests.outcome(tests.call(c, 'plan_create', 'bcd', '{}', '{"effective_on":"2025-02-01","seats":[]}')), '403 forbidden', c || ' makes no plan') from unnest('{auditor,so-khcn}'::text[]) as c;

-- What a plan may not make of a committee.
create temporary table made (name text primary key, p jsonb);
insert into made values ('bad', pg_temp.plan('2025-02-01', pg_temp.seats('truong_ban an', 'truong_ban binh', 'uy_vien chi', 'uy_vien an')));
select is((select pg_temp.checks(p) from made where name = 'bad'), 'error two-heads /seats/1, error holder-twice /seats/3', 'two heads, and a holder twice');
select is((select c ->> 'text_vi' from made, jsonb_array_elements(p #> '{body,checks}') as c where name = 'bad' limit 1), 'Có hai người đứng đầu: Trần An và Lê Bình', 'with their names');
create temporary table before as select pg_temp.all_of_it() as was;
select is(tests.outcome(pg_temp.apply(p, '1')) || ' ' || tests.faults(pg_temp.apply(p, '1')), '422 plan-refused {"/seats/1": "two-heads", "/seats/3": "holder-twice"}', 'is planned, but not applied: all errors at once') from made where name = 'bad';
select is(pg_temp.all_of_it(), was, 'and nothing is changed') from before;

-- Applying.
insert into made values ('first', pg_temp.plan('2025-02-01', pg_temp.seats('truong_ban an', 'uy_vien binh Nhân_lực', 'uy_vien pct'))),
                        ('stale', pg_temp.plan('2025-03-01', pg_temp.seats('truong_ban chi')));
select is(tests.outcome(pg_temp.apply(p, '1', '{}', 'office', 7)), '412 version-mismatch', 'a plan is applied as it was read') from made where name = 'first';
select is(tests.outcome(pg_temp.apply(p, '1', '{}', c)), '403 forbidden', c || ' applies nothing') from made, unnest('{leader,auditor,so-khcn}'::text[]) as c where name = 'first';
select is(tests.faults(tests.call('office', 'plan_apply', p #>> '{body,id}', '{"if_match":1}', '{}')), '{"/decision":"required"}', 'by a decision') from made where name = 'first';
select is(tests.faults(tests.call('office', 'plan_apply', p #>> '{body,id}', '{"if_match":1}', '{"document":"57-NQ/TW","decision":{"number":"1-QĐ/TU","signed_on":"2025-02-01"}}')),
    '{"/document":"either-or"}', 'one') from made where name = 'first';
select is(tests.faults(tests.call('office', 'plan_apply', p #>> '{body,id}', '{"if_match":1}', '{"decision":{"number":"QĐ","signed_on":"2025-02-01","issuer":"nobody"}}')),
    '{"/decision/number":"bad-format","/decision/issuer":"not-found"}', 'with a number, of an issuer that is there') from made where name = 'first';
select is(tests.outcome(pg_temp.apply(p, '1', '{"issuer":"so-khcn"}')) || ' ' || tests.faults(pg_temp.apply(p, '1', '{"issuer":"ubnd-tinh"}')),
    '422 issuer-too-low {"/decision/issuer": "issuer-too-low"}', 'a Party committee is not ordered by a department') from made where name = 'first';
select is(tests.outcome(tests.call('office', 'plan_apply', p #>> '{body,id}', '{"if_match":1}', '{"document":"57-NQ/TW"}')), '422 issuer-too-low', 'nor by a body the register does not know to stand above') from made where name = 'first';
select is(pg_temp.all_of_it(), was, 'nothing of it left anything') from before;
select is(tests.outcome(tests.call('office', 'plan_apply', 'nobody', '{"if_match":1}', '{}')), '404 not-found', 'a plan that is not there is not applied');
select is((a ->> 'status') || (a #>> '{body,checks,0,code}'), '200signed-later', 'signed after its day it is warned of, not refused')
from (select pg_temp.apply(p, '1', '{"signed_on":"2025-02-10"}') as a from made where name = 'first' offset 0) as a;
select is(tests.outcome(pg_temp.apply(p, '2')) || coalesce(pg_temp.apply(p, '2') ->> 'decision', ''), '409 plan-already-applied' || (select id from register.decisions d
    where d.plan_id = (p #>> '{body,id}')::uuid), 'applied twice is refused, with the decision') from made where name = 'first';
select is(tests.outcome(pg_temp.apply(p, '2')), '409 plan-stale', 'the other plan is stale') from made where name = 'stale';
select is(tests.got(tests.call('leader', 'plan_get', p #>> '{body,id}'), 'state') || ' ' || tests.got(tests.call('leader', 'plan_get', p #>> '{body,id}'), 'given', 'effective_on'),
    'stale 2025-03-01', 'and stays readable, as it was sent') from made where name = 'stale';
select is((select string_agg(i ->> 'state', ' ' order by i ->> 'state') from jsonb_array_elements(tests.call('leader', 'plan_list', 'bcd') #> '{body,items}') as i), 'applied stale stale', 'plans are listed');
select is((select count(*) from jsonb_array_elements(tests.call('leader', 'plan_list', 'bcd', '{"state":["stale"]}') #> '{body,items}')), 2::bigint, 'by state');
select is(tests.outcome(pg_temp.plan('2025-03-01', '{"base_version":1}' || pg_temp.seats('truong_ban chi'))), '409 plan-stale', 'a file made for an earlier version is stale at once');
select is(pg_temp.plan('2025-03-01', '{"base_version":2}' || pg_temp.seats('truong_ban chi')) ->> 'status', '201', 'one of now is not');

-- Numbers of decisions.
insert into made values ('next', pg_temp.plan('2025-03-01', pg_temp.seats('truong_ban an', 'uy_vien chi')));
select is(tests.outcome(a) || ' ' || tests.faults(a), '409 decision-number-used {"/decision/number": "already-exists"}', 'a decision is one decision')
from (select pg_temp.apply(p, '1', '{"signed_on":"2025-02-10"}') as a from made where name = 'next') as a;
select is(tests.outcome(pg_temp.apply(p, '1', '{"signed_on":"2025-03-01"}')), '200', 'the same number on another day is another') from made where name = 'next';
select is(tests.faults(tests.call('leader', 'decision_get', '1-QĐ/TU')), '{"":"not-unique"}', 'and two of a number are told apart by id');
insert into made values ('ubnd', pg_temp.plan('2025-02-01', pg_temp.seats('truong_ban an'), 'ubnd'));
select is(tests.outcome(tests.call('office', 'plan_apply', p #>> '{body,id}', '{"if_match":1}', '{"document":"57-NQ/TW"}')), '200', 'a committee of the State by a registered document') from made where name = 'ubnd';

-- Days.
select is(pg_temp.checks(pg_temp.plan('2025-01-31', pg_temp.seats('truong_ban an'))), 'error before-establishment /effective_on, warning overtaken /effective_on', 'nothing before it was founded');
select is(tests.outcome(pg_temp.apply(pg_temp.plan('2025-01-31', pg_temp.seats('truong_ban an')), '9')), '422 plan-refused', 'is applied');
select is(pg_temp.checks(pg_temp.plan('2025-02-15', pg_temp.seats('truong_ban an', 'uy_vien binh Nhân_lực'))), 'warning overtaken /effective_on', 'who comes before another is told so');
select is(pg_temp.plan('2025-02-15', pg_temp.seats('truong_ban an', 'uy_vien binh Nhân_lực')) #>> '{body,until}', '2025-03-01', 'with the day');

-- Only warned of.
select is(pg_temp.checks(pg_temp.plan('2025-04-01', pg_temp.seats('uy_vien an', 'uy_vien chi'))), 'warning no-head /seats', 'nobody at the head');
select is(pg_temp.checks(pg_temp.plan('2025-04-01', pg_temp.seats('truong_ban bi-thu-tinh-uy', 'uy_vien nguyen-van-quyet'))), 'warning person-twice /seats/1', 'a person as such and through a post');
select matches(pg_temp.plan('2025-04-01', pg_temp.seats('truong_ban bi-thu-tinh-uy', 'uy_vien nguyen-van-quyet')) #>> '{body,checks,0,text_vi}',
    'Nguyễn Văn Quyết có hai chỗ: Trưởng ban \(Bí thư Tỉnh ủy\); Ủy viên', 'and which seats');
select is(pg_temp.checks(pg_temp.plan('2025-04-01', pg_temp.seats('truong_ban an', 'uy_vien pct'))), 'warning post-without-holder /seats/1', 'a post nobody holds');
select is(pg_temp.checks(pg_temp.plan('2025-04-01', pg_temp.seats('truong_ban an', 'to_pho chi'))), 'warning two-families /seats', 'roles of a team in a committee');
select is(tests.got(pg_temp.apply(pg_temp.plan('2025-04-01', pg_temp.seats('truong_ban an', 'uy_vien binh Nhân_lực')), '3'), 'changes'), '2', 'a duty is given');
select is(pg_temp.checks(pg_temp.plan('2025-05-01', pg_temp.seats('truong_ban an', 'uy_vien binh'))), 'warning duty-orphaned /seats', 'a duty left without owner');
select is(pg_temp.checks(pg_temp.plan('2025-05-01', pg_temp.seats('truong_ban an Nhân_lực', 'uy_vien binh'))), '', 'unless another has it');
select is(pg_temp.checks(pg_temp.plan('2025-05-01', '{"parent":"to"}')), 'error circular /parent', 'no committee stands above itself');
select is(tests.outcome(pg_temp.apply(pg_temp.plan('2025-04-01', pg_temp.seats('to_truong chi'), 'to'), '4')), '200', 'a team is founded');
select is(pg_temp.checks(pg_temp.plan('2025-05-01', '{"dissolve":true}')), 'warning teams-left /dissolve', 'its team is left when it is dissolved');

-- A second pair of eyes.
insert into made values ('eyes', pg_temp.plan('2025-05-01', '{"requires_approval":true}' || pg_temp.seats('truong_ban chi', 'uy_vien an')));
select is(tests.outcome(pg_temp.apply(p, '5')), '409 approval-required', 'a plan may ask for approval') from made where name = 'eyes';
select is(tests.outcome(tests.call('office', 'plan_approve', p #>> '{body,id}')), '403 own-plan', 'by another than who made it') from made where name = 'eyes';
select is(tests.got(tests.call('leader', 'plan_approve', p #>> '{body,id}', '{}', '{}', 'key-eyes'), 'approved_by'), 'leader', 'who approves') from made where name = 'eyes';
select is(tests.got(tests.call('leader', 'plan_approve', p #>> '{body,id}'), 'version'), '2', 'once') from made where name = 'eyes';
select is(tests.outcome(pg_temp.apply(p, '5')), '412 version-mismatch', 'who applies it has seen that') from made where name = 'eyes';
update register.settings set value = 'required' where name = 'plan_approval';
insert into made values ('house', pg_temp.plan('2025-05-02', pg_temp.seats('truong_ban chi')));
select is((p #>> '{body,requires_approval}') || ' ' || tests.outcome(pg_temp.apply(p, '6')), 'true 409 approval-required', 'the house may ask for it always') from made where name = 'house';
select is(tests.outcome(pg_temp.apply(p, '5', '{}', 'office', 2)), '200', 'the approved plan is applied') from made where name = 'eyes';
select is(tests.outcome(tests.call('leader', 'plan_approve', p #>> '{body,id}')), case name when 'eyes' then '409 plan-already-applied' else '409 plan-stale' end, 'what is ' || name || ' is not approved any more')
from made where name in ('eyes', 'house') order by name;
select is(tests.outcome(tests.call('leader', 'plan_approve', 'nobody')), '404 not-found', 'nor what is not there');

-- Corrections.
update register.settings set value = 'optional' where name = 'plan_approval';
select is(tests.outcome(tests.call('office', 'decision_correct', 'nobody', '{}', '{"effective_on":"2025-02-01"}')), '404 not-found', 'what was not decided is not corrected');
select is(pg_temp.checks(tests.call('office', 'decision_correct', '5-QĐ/TU', '{}', '{"effective_on":"2025-01-01"}')), 'error before-establishment /effective_on, warning overtaken /effective_on', 'nor moved before the founding');
insert into made values ('slip', tests.call('office', 'decision_correct', '5-QĐ/TU', '{}', pg_temp.seats('truong_ban chi', 'uy_vien binh') || '{"effective_on":"2025-05-01"}'));
select is(tests.outcome(pg_temp.apply(p, '5')), '200', 'a slip of the register has the number of the decision itself') from made where name = 'slip';
select is(tests.got(tests.call('leader', 'decision_get', '5-QĐ/TU'), 'kind'), 'correct', 'which is then found by it');
select is((select string_agg(tests.outcome(pg_temp.apply(pg_temp.plan(day::date, body::jsonb), number)), ' ') from (values ('2025-06-01', '{"dissolve":true}', '10'),
    ('2025-07-01', '{"kind":"establish"}', '11')) as d (day, body, number)), '200 200', 'one that was dissolved is founded anew');
select is(tests.outcome(pg_temp.apply(tests.call('office', 'decision_correct', corrected || '-QĐ/TU', '{}', jsonb_build_object('effective_on', day)), number)), '200',
    corrected || ' is corrected, corrections too') from (values ('11', '2025-07-02', '12'), ('12', '2025-07-03', '13')) as d (corrected, day, number);
select is(tests.faults(tests.call('office', 'decision_correct', '10-QĐ/TU', '{}', '{"effective_on":"2025-06-01"}' || pg_temp.seats('truong_ban an'))), '{"/seats":"either-or"}',
    'a dissolution has no list, unless its correction says that it did not dissolve');
select finish();
rollback;
