-- agency_versions.sql - tests: an agency on both clocks: its names on their days, as the register knew them, and that nothing known is written over.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(42);

select is_empty($$select a.code from register.agencies a where not exists (select from register.agency_versions v where v.agency_id = a.id)$$, 'every agency has a version');

-- What the register knew before each step.
create temporary table knew (step text, at timestamptz);
create function pg_temp.step(p_step text) returns void language sql as $$
    insert into knew values (p_step, (tests.call('leader', 'agency_list', '', '{"limit":1}') -> 'body' -> 'as_of' ->> 'known_at')::timestamptz);
$$;
create function pg_temp.get(p_code text, p_options jsonb default '{}') returns jsonb language sql as $$
    select tests.call('leader', 'agency_get', p_code, p_options);
$$;
create function pg_temp.name_at(p_code text, p_day text, p_step text default null) returns text language sql as $$
    select coalesce(pg_temp.get(p_code, jsonb_strip_nulls(jsonb_build_object('valid_at', p_day, 'known_at', (select at from knew where step = p_step)))) -> 'body' ->> 'name_vi',
                    '-');
$$;
create function pg_temp.rename(p_code text, p_day text, p_name text) returns jsonb language plpgsql as $$
declare
    v_plan jsonb := tests.call('office', 'agency_plan_create', '', '{}', jsonb_build_object('kind', 'rename', 'effective_on', p_day, 'agencies', jsonb_build_array(p_code),
        'into', jsonb_build_array(jsonb_build_object('code', p_code, 'name_vi', p_name))));
begin
    return tests.call('office', 'agency_plan_apply', v_plan -> 'body' ->> 'id', '{"if_match":1}', '{"document":"57-NQ/TW"}');
end
$$;
select pg_temp.step('nothing');
select tests.call('office', 'agency_create', '', '{}', '{"code":"v-so","name_vi":"Sở Thông tin","kind":"department","parent":"ubnd-tinh","valid_from":"2010-01-01",
    "identifiers":[{"scheme":"qd20","value":"H39.7"}]}');
select pg_temp.step('created');
select is(pg_temp.get('v-so') -> 'body' ->> 'name_vi', 'Sở Thông tin', 'an agency is read as it is today');
select is(pg_temp.name_at('v-so', '2010-01-01'), 'Sở Thông tin', 'or on a day');
select is(pg_temp.name_at('v-so', '2009-12-31'), '-', 'on which it must have been there');
select is(pg_temp.name_at('v-so', '2025-06-12', 'nothing'), '-', 'as the register knew it: before it learnt of it, not at all');
select is(pg_temp.name_at('v-so', '2025-06-12', 'created'), 'Sở Thông tin', 'and from then on');
select is(tests.faults(pg_temp.get('v-so', '{"known_at":"2999-01-01T00:00:00+07:00"}')), '{"known_at":"in-future"}', 'nobody knows what will be known');

-- Correcting is learning.
select tests.call('office', 'agency_patch', 'v-so', '{"if_match":1}', '{"name_vi":"Sở Thông tin và Truyền thông","identifiers":[{"scheme":"qd20","value":"H39.8"}]}');
select pg_temp.step('corrected');
select is(pg_temp.name_at('v-so', '2010-01-01'), 'Sở Thông tin và Truyền thông', 'what is put right was so all the time');
select is(pg_temp.name_at('v-so', '2010-01-01', 'created'), 'Sở Thông tin', 'and was not known so');
select is(pg_temp.get('v-so', jsonb_build_object('known_at', (select at from knew where step = 'created'))) -> 'body' #>> '{identifiers,0,value}', 'H39.7', 'identifiers likewise');
select is(pg_temp.get('v-so') -> 'body' #>> '{identifiers,0,value}', 'H39.8', 'are what is known now');
select is(jsonb_path_query_array(tests.call('leader', 'agency_list', '', jsonb_build_object('identifier', 'H39.7', 'known_at', (select at from knew where step = 'created'))) -> 'body', '$.items[*].code'),
    '["v-so"]', 'and are found as they were known');
select is(tests.call('leader', 'agency_list', '', '{"identifier":"H39.7"}') -> 'body' -> 'items', '[]', 'no longer by what was wrong');
select is(tests.call('office', 'agency_patch', 'v-so', '{"if_match":2}', '{"name_vi":"Sở Thông tin và Truyền thông"}') ->> 'etag', '"v2"', 'a patch that changes nothing teaches nothing');
select is((select count(*) from register.agency_versions v join register.agencies a on a.id = v.agency_id where a.code = 'v-so'), 2::bigint, 'and leaves no version');
select is(tests.call('office', 'agency_patch', 'v-so', '{"if_match":2}', '{"valid_from":"2008-03-01"}') -> 'body' ->> 'valid_from', '2008-03-01', 'it began earlier');
select is(pg_temp.name_at('v-so', '2008-03-01'), 'Sở Thông tin và Truyền thông', 'under that name');
select is(tests.call('office', 'agency_patch', 'v-so', '{"if_match":3}', '{"valid_from":"2010-01-01"}') -> 'body' ->> 'valid_from', '2010-01-01', 'or did not');
select is(pg_temp.name_at('v-so', '2009-12-31'), '-', 'then it was not there');

-- Renamed, later than learnt; then a renaming between, learnt late.
select is(pg_temp.rename('v-so', '2025-09-01', 'Sở Chuyển đổi số') ->> 'status', '200', 'a renaming to come');
select pg_temp.step('renamed');
select is(pg_temp.get('v-so') -> 'body' ->> 'name_vi', 'Sở Thông tin và Truyền thông', 'does not disturb today');
select is((select name_vi from register.agencies where code = 'v-so'), 'Sở Thông tin và Truyền thông', 'nor the values of today');
select is(pg_temp.name_at('v-so', '2025-09-01'), 'Sở Chuyển đổi số', 'and holds on its day');
select is(pg_temp.rename('v-so', '2020-01-01', 'Sở Số') ->> 'status', '200', 'a renaming learnt late');
select pg_temp.step('late');
select results_eq($$select d.day, pg_temp.name_at('v-so', d.day), pg_temp.name_at('v-so', d.day, 'renamed'), pg_temp.name_at('v-so', d.day, 'created')
    from unnest('{2019-12-31,2020-01-01,2025-08-31,2025-09-01}'::text[]) as d (day)$$, $$values
    ('2019-12-31', 'Sở Thông tin và Truyền thông', 'Sở Thông tin và Truyền thông', 'Sở Thông tin'), ('2020-01-01', 'Sở Số', 'Sở Thông tin và Truyền thông', 'Sở Thông tin'),
    ('2025-08-31', 'Sở Số', 'Sở Thông tin và Truyền thông', 'Sở Thông tin'), ('2025-09-01', 'Sở Chuyển đổi số', 'Sở Chuyển đổi số', 'Sở Thông tin')$$,
    'holds until what was already known to come, and changes nothing of what was known');
select is((select name_vi from register.agencies where code = 'v-so'), 'Sở Số', 'today it is called so at once');
select is(tests.call('office', 'agency_patch', 'v-so', '{"if_match":6}', '{"name_vi":"Sở Số hóa"}') ->> 'status', '200', 'put right it is');
select results_eq($$select d.day, pg_temp.name_at('v-so', d.day) from unnest('{2019-12-31,2020-01-01,2025-09-01}'::text[]) as d (day)$$,
    $$values ('2019-12-31', 'Sở Thông tin và Truyền thông'), ('2020-01-01', 'Sở Số hóa'), ('2025-09-01', 'Sở Chuyển đổi số')$$, 'on the days of that name, and on no others');
select is(tests.faults(tests.call('office', 'agency_patch', 'v-so', '{"if_match":7}', '{"valid_from":"2020-01-01"}')), '{"/valid_from":"before"}', 'nor does it begin after a name it bore');

-- The day comes.
set local steer.today = '2025-09-01';
select is(pg_temp.get('v-so') -> 'body' ->> 'name_vi', 'Sở Chuyển đổi số', 'on the day it is called so, before the clerk comes round');
select is(tests.call('office', 'agency_patch', 'v-so', '{"if_match":7}', '{"note":"x"}') -> 'body' ->> 'name_vi', 'Sở Chuyển đổi số', 'and is patched as what it is then');
select is(tests.call('clerk', 'clerk_handover') -> 'body', '{"changes":1,"names":0,"tasks":0,"posts":0,"seats":0,"clients":0,"awaiting":0}', 'which left the clerk no name to flip');
select is(jsonb_path_query_array(tests.call('leader', 'agency_list', '', '{"q":"chuyen doi so","kind":"department"}') -> 'body', '$.items[*].code'), '["v-so"]', 'lists are searched by the names of the day');
select is(jsonb_path_query_array(tests.call('leader', 'agency_list', '', '{"q":"so hoa","valid_at":"2025-08-31"}') -> 'body', '$.items[*].code'), '["v-so"]', 'that was asked for');
select is(tests.call('leader', 'agency_list', '', '{"q":"so hoa"}') -> 'body' -> 'items', '[]', 'and no others');
select is(tests.call('leader', 'agency_list', '', '{"valid_at":"2009-12-31","q":"thong tin"}') -> 'body' -> 'items', '[]', 'who was not there is not listed');
select tests.call('office', 'document_create', '', '{}', '{"code":"1/QĐ-SS","family":"state","type":"Quyết định","issuer":"v-so","issued_on":"2021-01-01","subject":"x"}');
select is(tests.call('office', 'document_get', '1/QĐ-SS') -> 'body' ->> 'issuer_name', 'Sở Số hóa', 'a document shows its issuer under the name of its day');

-- Nothing is written over.
select throws_ok($$update register.agency_versions set name_vi = 'x'$$, '42501', null, 'a version is not changed');
select throws_ok($$update register.agency_versions set known = tstzrange(lower(known), null) where not upper_inf(known)$$, '42501', null, 'nor opened again');
select throws_ok($$delete from register.agency_versions$$, '42501', null, 'nor removed');
select throws_ok($$insert into register.agency_versions (agency_id, name_vi, kind, valid, known) select id, 'x', 'other', '[2025-01-01,2025-01-02)', tstzrange(private.known_now(), null)
    from register.agencies where code = 'v-so'$$, '23P01', null, 'on no day is an agency two things');
select throws_ok($$delete from register.agency_identifiers$$, '42501', null, 'an identifier is not removed either');
select finish();
rollback;
