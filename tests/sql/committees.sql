-- committees.sql - tests: committees by decision: founded, restructured, swapped, renamed, replaced, dissolved, corrected; every list as it was on a day, as known at an instant.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(70);

create temporary table knew (step text primary key, at timestamptz);
create function pg_temp.step(p_step text) returns void language sql as $$
    insert into knew select p_step, k.at from register.known_clock k;
$$;
create function pg_temp.plan(p_committee text, p_day date, p_body jsonb) returns jsonb language sql as $$
    select tests.call('office', 'plan_create', p_committee, '{}', p_body || jsonb_build_object('effective_on', p_day));
$$;
create function pg_temp.apply(p_plan jsonb, p_number text, p_more jsonb default '{}') returns jsonb language sql as $$
    select tests.call('office', 'plan_apply', p_plan -> 'body' ->> 'id', jsonb_build_object('if_match', p_plan -> 'body' -> 'version'),
        jsonb_build_object('decision', jsonb_build_object('number', p_number || '-QĐ/TU', 'signed_on', p_plan -> 'body' -> 'effective_on') || p_more));
$$;
create function pg_temp.order(p_committee text, p_day date, p_number text, p_body jsonb) returns jsonb language sql as $$
    select pg_temp.apply(pg_temp.plan(p_committee, p_day, p_body), p_number);
$$;
-- "truong_ban=an uy_vien=giam-doc-so-khcn(nguyen-minh-hai)" of a day, as known now or after a step.
create function pg_temp.list(p_committee text, p_day date, p_step text default null) returns text language sql as $$
    select coalesce(string_agg((i ->> 'role') || '=' || case when i ->> 'post' is null then i ->> 'person' else (i ->> 'post') || '(' || coalesce(i ->> 'person', '') || ')' end,
                               ' ' order by (i ->> 'rank')::integer), '')
    from jsonb_array_elements(tests.call('leader', 'committee_seats', p_committee, jsonb_strip_nulls(jsonb_build_object(
        'valid_at', p_day, 'known_at', (select at from knew where step = p_step)))) -> 'body' -> 'items') as i;
$$;
create function pg_temp.got(p_committee text, p_day date, p_member text, p_step text default null) returns text language sql as $$
    select tests.got(tests.call('leader', 'committee_get', p_committee, jsonb_strip_nulls(jsonb_build_object(
        'valid_at', p_day, 'known_at', (select at from knew where step = p_step)))), p_member);
$$;
create function pg_temp.seats(variadic p_seats text[]) returns jsonb language sql as $$
    select jsonb_build_object('seats', jsonb_agg(jsonb_build_object('role', split_part(s, ' ', 1),
        case when exists (select from register.posts where code = split_part(s, ' ', 2)) then 'post' else 'person' end, split_part(s, ' ', 2)) order by n))
    from unnest(p_seats) with ordinality as p (s, n);
$$;
create function pg_temp.checks(p_plan jsonb) returns text language sql as $$
    select coalesce(string_agg((c ->> 'level') || ' ' || (c ->> 'code') || ' ' || (c ->> 'pointer'), ', '), '') from jsonb_array_elements(p_plan -> 'body' -> 'checks') as c;
$$;
create function pg_temp.changes(p_plan jsonb) returns text language sql as $$
    select coalesce(string_agg(c ->> 'text_vi', ', '), '') from jsonb_array_elements(p_plan -> 'body' -> 'changes') as c;
$$;
select tests.call('office', 'person_create', '', '{}', jsonb_build_object('code', code, 'name', name))
from (values ('an', 'Trần An'), ('binh', 'Lê Bình'), ('chi', 'Vũ Chi'), ('dung', 'Đỗ Dung'), ('em', 'Hồ Em')) as p (code, name);
select tests.call('office', 'post_create', '', '{}', '{"code":"pct","title_vi":"Phó Chủ tịch UBND tỉnh","agency":"ubnd-tinh"}');
select tests.call('office', 'post_assign', 'pct', '{"if_match":1}', '{"person":"em","from":"2025-03-01"}');

-- The sample.
select is(pg_temp.list('bcd-57', '2025-03-27'), 'truong_ban=bi-thu-tinh-uy(nguyen-van-quyet)', 'the sample has the head the report names');
select is(pg_temp.list('bcd-57', '2025-03-26'), '', 'from the day of the report on');
select matches(tests.call('leader', 'committee_decisions', 'bcd-57') -> 'body' -> 'items' -> 0 ->> 'note', 'không nêu', 'and says of its decision what the report does not state');
select is(pg_temp.got('to-giup-viec-57', '2025-06-12', 'state'), 'draft', 'its team waits for a decision');

-- Drafted, planned, founded.
select is(tests.call('office', 'committee_create', '', '{}', '{"code":"bcd","name_vi":"Ban Chỉ đạo","issuer":"tinh-uy","theme":"cds"}') ->> 'location', '/v1/committees/bcd', 'a committee is drafted');
select is(pg_temp.got('bcd', '2025-06-12', 'state') || ' ' || pg_temp.got('bcd', '2025-06-12', 'party'), 'draft true', 'as a draft, of the Party by its issuer');
create temporary table made as select pg_temp.plan('bcd', '2025-02-01', pg_temp.seats('truong_ban bi-thu-tinh-uy', 'pho_truong_ban an', 'uy_vien binh', 'uy_vien pct')) as p;
select is((select concat_ws(' ', p ->> 'status', p #>> '{body,kind}', p #>> '{body,state}', p #>> '{body,noop}') from made), '201 establish open false', 'a plan founds it');
select is((select pg_temp.changes(p) from made),
    'Thành lập, Thêm Bí thư Tỉnh ủy làm Trưởng ban, thứ tự 1, Thêm Trần An làm Phó Trưởng ban, thứ tự 2, Thêm Lê Bình làm Ủy viên, thứ tự 3, Thêm Phó Chủ tịch UBND tỉnh làm Ủy viên, thứ tự 4',
    'tells every change with names and posts');
select is((select pg_temp.checks(p) from made), 'warning post-without-holder /seats/0, warning post-without-holder /seats/3', 'and the posts nobody held on that day');
select is(pg_temp.list('bcd', '2025-06-12'), '', 'nothing has changed yet');
select is((select tests.outcome(pg_temp.apply(p, '1')) from made), '200', 'it is applied');
select pg_temp.step('founded');
select is(pg_temp.list('bcd', '2025-02-01'), 'truong_ban=bi-thu-tinh-uy() pho_truong_ban=an uy_vien=binh uy_vien=pct()', 'the list is in force');
select is(pg_temp.list('bcd', '2025-06-12'), 'truong_ban=bi-thu-tinh-uy(nguyen-van-quyet) pho_truong_ban=an uy_vien=binh uy_vien=pct(em)', 'who holds a post sits there');
select is(pg_temp.list('bcd', '2025-01-31'), '', 'not the day before');
select is((select tests.outcome(pg_temp.apply(p, '1b')) from made), '409 plan-already-applied', 'once only');
select is((select tests.got(tests.call('office', 'plan_get', p #>> '{body,id}'), 'state') from made), 'applied', 'and stays readable');

-- Seats by post follow who holds it, without a decision.
select tests.call('office', 'post_assign', 'pct', '{"if_match":2}', '{"person":"dung","from":"2025-05-01"}');
select is(pg_temp.list('bcd', '2025-04-30') || ', ' || split_part(pg_temp.list('bcd', '2025-05-01'), ' ', 4),
    'truong_ban=bi-thu-tinh-uy(nguyen-van-quyet) pho_truong_ban=an uy_vien=binh uy_vien=pct(em), uy_vien=pct(dung)', 'the seat follows the holder');
select is(split_part(pg_temp.list('bcd', '2025-05-01', 'founded'), ' ', 4), 'uy_vien=pct(em)', 'as far as it was known');
select tests.call('office', 'post_patch', 'pct', '{"if_match":3}', '{"title_vi":"Phó Chủ tịch Thường trực","from":"2025-06-01"}');
select results_eq($$select tests.call('leader', 'committee_seats', 'bcd', jsonb_build_object('valid_at', d)) #>> '{body,items,3,post_title}' from unnest('{2025-05-31,2025-06-01}'::date[]) as d$$,
    $$values ('Phó Chủ tịch UBND tỉnh'), ('Phó Chủ tịch Thường trực')$$, 'posts have the name of the day');

-- Restructured, looking at what is pulled.
create temporary table pulled as select tests.call('office', 'committee_desired', 'bcd') -> 'body' as d;
select is((select concat_ws(' ', d ->> 'committee', d ->> 'base_version', d ->> 'effective_on', jsonb_array_length(d -> 'seats')) from pulled), 'bcd 2 2025-06-12 4', 'the list is pulled in the form of a plan');
truncate made;
insert into made select tests.call('office', 'plan_create', 'bcd', '{}', d - '$schema') from pulled;
select is((select concat_ws(' ', p ->> 'status', p #>> '{body,noop}', pg_temp.changes(p)) from made), '201 true ', 'sent back unchanged it changes nothing, and says so');
truncate made;
insert into made select pg_temp.plan('bcd', '2025-04-01', pg_temp.seats('truong_ban bi-thu-tinh-uy', 'pho_truong_ban_thuong_truc an', 'uy_vien chi', 'uy_vien pct') || '{"standing_agency":"so-khcn","part_time":true}') from pulled;
select is((select pg_temp.changes(p) from made), 'Cơ quan thường trực: từ không có thành Sở Khoa học và Công nghệ tỉnh Long An, Kiêm nhiệm: từ không thành có, '
    || 'Lê Bình thôi làm Ủy viên, Thêm Vũ Chi làm Ủy viên, thứ tự 3, Trần An: từ Phó Trưởng ban thành Phó Trưởng ban Thường trực, thứ tự 2', 'a whole list is compared with what there is');
select is((select tests.got(pg_temp.apply(p, '2'), 'changes') from made), '5', 'and applied in one go');
select pg_temp.step('april');
select is(pg_temp.list('bcd', '2025-03-31') || ', ' || pg_temp.list('bcd', '2025-04-01'),
    'truong_ban=bi-thu-tinh-uy(nguyen-van-quyet) pho_truong_ban=an uy_vien=binh uy_vien=pct(em), truong_ban=bi-thu-tinh-uy(nguyen-van-quyet) pho_truong_ban_thuong_truc=an uy_vien=chi uy_vien=pct(em)',
    'from its day on, and the day before is as it was');
select is(pg_temp.list('bcd', '2025-04-01', 'founded'), 'truong_ban=bi-thu-tinh-uy(nguyen-van-quyet) pho_truong_ban=an uy_vien=binh uy_vien=pct(em)', 'what was known before can be read');
select is(pg_temp.got('bcd', '2025-04-01', 'standing_agency') || pg_temp.got('bcd', '2025-03-31', 'part_time'), 'so-khcnfalse', 'attributes too');

-- A day to come does not disturb now; one of the past does not undo what came later.
select is(tests.outcome(pg_temp.order('bcd', '2025-09-01', '3', '{"swaps":[{"out":"chi","in":"binh"}]}')), '200', 'one member gives the seat to another, in autumn');
select is(pg_temp.list('bcd', '2025-08-31') || ', ' || pg_temp.list('bcd', '2025-09-01'),
    'truong_ban=bi-thu-tinh-uy(nguyen-van-quyet) pho_truong_ban_thuong_truc=an uy_vien=chi uy_vien=pct(dung), truong_ban=bi-thu-tinh-uy(nguyen-van-quyet) pho_truong_ban_thuong_truc=an uy_vien=binh uy_vien=pct(dung)',
    'which does not disturb now');
truncate made;
insert into made select pg_temp.plan('bcd', '2025-03-01', pg_temp.seats('truong_ban bi-thu-tinh-uy', 'uy_vien dung'));
select is((select concat_ws(' ', p #>> '{body,until}', pg_temp.checks(p)) from made), '2025-04-01 warning overtaken /effective_on, warning post-without-holder /seats/0', 'one learnt late is told to end where the next begins');
select matches((select c ->> 'text_vi' from made, jsonb_array_elements(p #> '{body,checks}') as c where c ->> 'code' = 'overtaken'), '31/03/2025.*2-QĐ/TU', 'with the decision that orders then');
select is((select tests.outcome(pg_temp.apply(p, '4')) from made), '200', 'it is applied');
select is((select string_agg(pg_temp.list('bcd', d), ', ' order by d) from unnest('{2025-02-28,2025-03-01,2025-03-31}'::date[]) as d),
    'truong_ban=bi-thu-tinh-uy() pho_truong_ban=an uy_vien=binh uy_vien=pct(), truong_ban=bi-thu-tinh-uy() uy_vien=dung, truong_ban=bi-thu-tinh-uy(nguyen-van-quyet) uy_vien=dung', 'it orders its days');
select is(pg_temp.list('bcd', '2025-04-01'), pg_temp.list('bcd', '2025-04-01', 'april'), 'and undoes nothing of later ones');

-- Corrected: as new knowledge.
select pg_temp.step('before correction');
truncate made;
insert into made select tests.call('office', 'decision_correct', '2-QĐ/TU', '{}', pg_temp.seats('truong_ban an', 'uy_vien chi', 'uy_vien pct') || '{"effective_on":"2025-04-15"}');
select is((select concat_ws(' ', p ->> 'status', p #>> '{body,kind}') from made), '201 correct', 'a wrong decision is corrected by a plan');
select matches((select pg_temp.changes(p) from made), '^Có hiệu lực từ 15/04/2025 thay vì 01/04/2025, ', 'that tells the day it moves');
select is((select tests.outcome(pg_temp.apply(p, '5')) from made), '200', 'applied like any');
select is((select string_agg(pg_temp.list('bcd', d), ', ' order by d) from unnest('{2025-04-01,2025-04-15}'::date[]) as d),
    'truong_ban=bi-thu-tinh-uy(nguyen-van-quyet) uy_vien=dung, truong_ban=an uy_vien=chi uy_vien=pct(em)', 'what was ordered by mistake falls back to the one before');
select is(pg_temp.list('bcd', '2025-04-01', 'before correction'), pg_temp.list('bcd', '2025-04-01', 'april'), 'and what was known is still read');
select is(tests.got(tests.call('leader', 'decision_get', '2-QĐ/TU'), 'corrected_by'), tests.got(tests.call('leader', 'decision_get', '5-QĐ/TU'), 'id'), 'the decision says what corrects it');
select is(tests.outcome(tests.call('office', 'decision_correct', '2-QĐ/TU', '{}', '{"effective_on":"2025-04-01"}')), '409 decision-corrected', 'a decision is corrected once');
select is(tests.outcome(tests.call('leader', 'decision_get', '5-QĐ/TU', jsonb_build_object('known_at', (select at from knew where step = 'april')))), '404 not-found', 'nobody knew of it before');

-- Between two days.
select results_eq($$select i ->> 'on', i ->> 'action', coalesce(i ->> 'post', i ->> 'holder'), i ->> 'decision_document' from jsonb_array_elements(
        tests.call('leader', 'committee_changes', 'bcd', '{"from":"2025-02-28","to":"2025-03-31"}') -> 'body' -> 'items') as i limit 3$$,
    $$values ('2025-03-01', 'close', 'an', '4-QĐ/TU'), ('2025-03-01', 'close', 'binh', '4-QĐ/TU'), ('2025-03-01', 'close', 'pct', '4-QĐ/TU')$$, 'what changed between two days, by which decision');
select is(tests.faults(tests.call('leader', 'committee_changes', 'bcd', '{"from":"2025-03-31","to":"2025-02-28"}')), '{"to":"order"}', 'from the earlier to the later');
select is((select string_agg(i ->> 'document_code', ' ') from jsonb_array_elements(tests.call('leader', 'committee_decisions', 'bcd') -> 'body' -> 'items') as i),
    '3-QĐ/TU 5-QĐ/TU 2-QĐ/TU 4-QĐ/TU 1-QĐ/TU', 'the decisions, the last to take effect first');

-- Swaps.
select is(tests.outcome(pg_temp.order('bcd', '2025-10-01', '6', '{"swaps":[{"out":"an","in":"binh"},{"out":"binh","in":"an"}]}')), '200', 'two change seats with each other');
select is(pg_temp.list('bcd', '2025-10-01'), 'truong_ban=bi-thu-tinh-uy(nguyen-van-quyet) pho_truong_ban_thuong_truc=binh uy_vien=an uy_vien=pct(dung)', 'each has the place of the other');
select is(tests.faults(pg_temp.plan('bcd', '2025-10-02', '{"swaps":[{"out":"chi","in":"nobody"},{"out":"an","in":"chi"},{"out":"an","in":"em"},{"out":"x","in":"em"}]}')),
    '{"/swaps/0/out":"not-a-member","/swaps/0/in":"not-found","/swaps/2/out":"duplicate","/swaps/3/out":"not-found"}', 'what cannot be swapped is told at once');
select is(tests.outcome(pg_temp.order('bcd', '2025-10-02', '7', '{"swaps":[{"out":"pct","in":"em"}]}')), '200', 'a person takes the seat of a post');
select is(split_part(pg_temp.list('bcd', '2025-10-02'), ' ', 4), 'uy_vien=em', 'with its role and place');

-- Renamed, dissolved, founded anew, replaced.
select is(pg_temp.plan('bcd', '2025-11-01', '{"name_vi":"Ban Chỉ đạo chuyển đổi số"}') #>> '{body,kind}', 'rename', 'to give it another name is to rename it');
select is(tests.outcome(pg_temp.order('bcd', '2025-11-01', '8', '{"name_vi":"Ban Chỉ đạo chuyển đổi số"}')), '200', 'it is');
select is(pg_temp.got('bcd', '2025-10-31', 'name_vi') || ', ' || pg_temp.got('bcd', '2025-11-01', 'name_vi'), 'Ban Chỉ đạo, Ban Chỉ đạo chuyển đổi số', 'the name is that of the day');
select is(pg_temp.list('bcd', '2025-11-01'), pg_temp.list('bcd', '2025-10-31'), 'and the list stays');
select tests.call('office', 'committee_create', '', '{}', '{"code":"bcd-moi","name_vi":"Ban Chỉ đạo mới","issuer":"tinh-uy"}'),
       tests.call('office', 'committee_create', '', '{}', '{"code":"to","name_vi":"Tổ","issuer":"tinh-uy","parent":"bcd"}');
select is(tests.outcome(pg_temp.order('to', '2025-10-15', '9', pg_temp.seats('to_truong an', 'thanh_vien binh'))), '200', 'a team is founded under it');
truncate made;
insert into made select pg_temp.plan('bcd-moi', '2025-12-01', '{"replaces":"bcd"}' || pg_temp.seats('truong_ban chi'));
select is((select concat_ws(' ', p #>> '{body,kind}', pg_temp.changes(p)) from made), 'replace Thay thế Ban Chỉ đạo chuyển đổi số, Thành lập, Thêm Vũ Chi làm Trưởng ban, thứ tự 1', 'another replaces it');
select is((select pg_temp.checks(p) from made), 'warning teams-left /replaces', 'whose team is left');
select is((select tests.outcome(pg_temp.apply(p, '10')) from made), '200', 'by one decision');
select is(pg_temp.got('bcd', '2025-12-01', 'state') || ' ' || pg_temp.got('bcd', '2025-12-01', 'replaced_by') || ' ' || pg_temp.got('bcd', '2025-11-30', 'state'), 'replaced bcd-moi active', 'on its day the other is gone');
select is(pg_temp.list('bcd', '2025-12-01') || pg_temp.list('bcd-moi', '2025-12-01'), 'truong_ban=chi', 'with its list');
select matches(pg_temp.checks(pg_temp.plan('bcd', '2025-12-02', pg_temp.seats('truong_ban an'))), '^error not-in-force /effective_on', 'and cannot be restructured then');
select is(tests.outcome(pg_temp.order('to', '2025-12-01', '11', '{"dissolve":true}')), '200', 'the team is dissolved');
select is(pg_temp.got('to', '2025-12-01', 'state') || pg_temp.list('to', '2025-12-01') || ' ' || pg_temp.list('to', '2025-11-30'), 'dissolved to_truong=an thanh_vien=binh', 'its list ends, and stays readable');
select is(tests.outcome(pg_temp.order('to', '2025-12-15', '12', '{"kind":"establish"}' || pg_temp.seats('to_truong binh'))), '200', 'it is founded anew');
select is(pg_temp.got('to', '2025-12-15', 'state') || ' ' || pg_temp.list('to', '2025-12-15'), 'active to_truong=binh', 'with another list');

-- Interchange.
create temporary table popolo as select tests.call('leader', 'committee_popolo', 'bcd') -> 'body' as b;
select is((select array(select jsonb_object_keys(b) order by 1)::text from popolo), '{memberships,organizations,persons,posts}', 'Popolo has its four kinds');
select is_empty($$select m from popolo, jsonb_array_elements(b -> 'memberships') as m
    where not (m ?& array['id', 'person_id', 'organization_id', 'role']) or not exists (select from jsonb_array_elements(b -> 'persons') as p where p ->> 'id' = m ->> 'person_id')
       or not exists (select from jsonb_array_elements(b -> 'organizations') as o where o ->> 'id' = m ->> 'organization_id')
       or m ->> 'post_id' is not null and not exists (select from jsonb_array_elements(b -> 'posts') as p where p ->> 'id' = m ->> 'post_id')$$, 'and every membership names who and what is in the file');
select is_empty($$select m ->> 'id' from popolo, jsonb_each(b) as k (kind, list), jsonb_array_elements(list) as m group by kind, m ->> 'id' having count(*) > 1$$, 'no id twice');
select is_empty($$select m from popolo, jsonb_array_elements(b -> 'memberships') as m where (m ->> 'end_date')::date < (m ->> 'start_date')::date$$, 'no membership ends before it begins');
select throws_ok('update register.decisions set note = ''x''', '42501', null, 'no decision is written over');
select throws_ok('update register.seat_versions set duty = ''x''', '42501', null, 'nor a version of a seat');
select finish();
rollback;
