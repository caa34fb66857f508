-- people.sql - tests: people and their contact, posts and who holds them, on both clocks.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(60);
create temporary table knew (step text primary key, at timestamptz);
create function pg_temp.step(p_step text) returns void language sql as $$
    insert into knew select p_step, k.at from register.known_clock k;
$$;

-- People.
select is(tests.outcome(tests.call('office', 'person_create', '', '{}', '{"code":"ha","name":"Trần Thị Hà","email":"ha@longan.gov.vn","phone":"0272 3826 123","note":"Đi học"}')),
          '201', 'a person is registered');
select is(tests.call('admin', 'person_create', '', '{}', '{"code":"binh","name":"Lê Bình"}') ->> 'location', '/v1/people/binh', 'by the administrator too');
select is(tests.outcome(tests.call('leader', 'person_create', '', '{}', '{"code":"x","name":"x"}')), '403 forbidden', 'by nobody else');
select is(tests.outcome(tests.call('office', 'person_create', '', '{}', '{"code":"ha","name":"x"}')), '409 already-exists', 'once');
select is(tests.faults(tests.call('office', 'person_create', '', '{}', '{"code":"x","name":"x","email":"a b@c","phone":"gọi sau"}')),
          '{"/email":"bad-format","/phone":"bad-format"}', 'a contact has the form of one');
select results_eq($$select tests.call(c, 'person_get', 'ha') -> 'body' ->> 'email' from unnest(array['office', 'admin', 'leader', 'auditor', 'so-khcn']) as c$$,
    $$values ('ha@longan.gov.vn'), ('ha@longan.gov.vn'), ('h•••@longan.gov.vn'), ('h•••@longan.gov.vn'), ('h•••@longan.gov.vn')$$,
    'the office and the administrator read the contact, the others see that there is one');
select results_eq($$select tests.got(tests.call(c, 'person_get', 'ha'), 'phone') || ' ' || coalesce(tests.got(tests.call(c, 'person_get', 'ha'), 'note'), '-')
    from unnest(array['office', 'leader']) as c$$, $$values ('0272 3826 123 Đi học'), ('•••• 123 -')$$, 'phone and note alike');
select is(tests.call('leader', 'person_get', 'binh') -> 'body' -> 'email', 'null', 'nothing masks nothing');
select is(tests.outcome(tests.call('office', 'person_create', '', '{}', '{"code":"truc","name":"Trực ban","phone":"113"}')) || ' ' || tests.got(tests.call('leader', 'person_get', 'truc'), 'phone'),
          '201 ••••', 'of a short number nothing is shown');
select results_eq($$select client, action, object_code, before, after from register.journal where operation = 'person_get' group by 1, 2, 3, 4, 5 order by 1$$,
    $$values ('admin', 'read', 'ha', null::jsonb, null::jsonb), ('office', 'read', 'ha', null, null)$$, 'who read a contact is written down, without it; who saw a mask is not');
select is((select count(*) from register.journal where concat(before, after) ~ 'longan.gov|3826|Đi học'), 0::bigint, 'and nobody finds one in the journal');
set local role steer_leader;
select throws_ok('select email from register.people', '42501', null, 'nor in the table');
select throws_ok('select note from register.people', '42501', null, 'the note neither');
reset role;
select is(tests.call('office', 'person_list') -> 'body' -> 'items' -> 0 ?| array['email', 'phone', 'note'], false, 'lists have no contact');
select is(tests.call('office', 'person_patch', 'ha', '{"if_match":1}', '{"name":"Trần Thị Hà","email":null}') ->> 'etag', '"v2"', 'a person is changed');
select is(tests.got(tests.call('office', 'person_get', 'ha'), 'email'), null, 'a contact is taken back');
select is(tests.call('office', 'person_patch', 'ha', '{"if_match":2}', '{"name":"Trần Thị Hà"}') ->> 'etag', '"v2"', 'nothing changed leaves the version');
select is(tests.outcome(tests.call('office', 'person_patch', 'ha', '{"if_match":1}', '{"name":"x"}')), '412 version-mismatch', 'as read only');
select is(tests.faults(tests.call('office', 'person_patch', 'ha', '{"if_match":2}', '{"code":"hb"}')), '{"/code":"read-only"}', 'a code stays');
select is(tests.outcome(tests.call('office', 'person_get', 'nobody')), '404 not-found', 'who is not there is not found');
select is(tests.got(tests.call('leader', 'person_list', '', '{"q":"tran ha"}'), 'items', '0', 'code'), 'ha', 'people are found without tone marks');
select throws_ok('delete from register.people', '42501', null, 'nobody is removed');

-- Posts.
select is(tests.got(tests.call('office', 'post_create', '', '{}', '{"code":"gd","title_vi":"Giám đốc Sở","agency":"so-khcn","valid_from":"2020-01-01"}'), 'agency_name'),
          'Sở Khoa học và Công nghệ tỉnh Long An', 'a post is registered');
select is(tests.outcome(tests.call('office', 'post_create', '', '{}', '{"code":"gd","title_vi":"x","agency":"so-khcn"}')), '409 already-exists', 'once');
select is(tests.faults(tests.call('office', 'post_create', '', '{}', '{"code":"x","title_vi":"x","agency":"so-x"}')), '{"/agency":"not-found"}', 'in an agency that is there');
select is(tests.got(tests.call('office', 'post_create', '', '{}', '{"code":"pgd","title_vi":"Phó Giám đốc","agency":"so-khcn","valid_from":"2025-07-01"}'), 'as_of', 'valid_at'),
          '2025-07-01', 'one still to come is answered as on its first day');
select is(tests.outcome(tests.call('leader', 'post_get', 'pgd')), '404 not-found', 'and is not there today');
select is(tests.outcome(tests.call('leader', 'post_get', 'gd', '{"valid_at":"2019-12-31"}')), '404 not-found', 'nor is another before it was');
select pg_temp.step('vacant');
select is(tests.outcome(tests.call('leader', 'post_get', 'gd', jsonb_build_object('known_at', (select at - interval '1 hour' from knew)))), '404 not-found',
          'nor before the register knew of it');

-- Holders.
select is(tests.call('office', 'post_assign', 'gd', '{"if_match":1}', '{"person":"ha","from":"2025-01-01","note":"theo báo cáo"}') -> 'body' ->> 'holder', 'ha', 'a person takes a post');
select is(tests.outcome(tests.call('office', 'post_assign', 'gd', '{"if_match":1}', '{"person":"ha","from":"2025-01-01"}')), '412 version-mismatch', 'as read only');
select is(tests.faults(tests.call('office', 'post_assign', 'gd', '{"if_match":2}', '{"person":"nobody","from":"2019-01-01","document":"0-QĐ/X"}')),
          '{"/person":"not-found","/document":"not-found","/from":"not-in-force"}', 'every fault is told at once');
select pg_temp.step('ha');
select is(tests.call('office', 'post_assign', 'gd', '{"if_match":2}', '{"person":"binh","from":"2025-09-01","document":"57-NQ/TW"}') ->> 'etag', '"v3"', 'another follows in autumn');
select is(tests.got(tests.call('leader', 'post_get', 'gd'), 'holder'), 'ha', 'which does not disturb now');
select is(tests.got(tests.call('leader', 'post_get', 'gd', '{"valid_at":"2025-09-01"}'), 'holder_name'), 'Lê Bình', 'but then');
select is(tests.got(tests.call('leader', 'post_get', 'gd', '{"valid_at":"2025-09-01"}'), 'document_code'), '57-NQ/TW', 'by a document');
select is(tests.got(tests.call('leader', 'post_get', 'gd', jsonb_build_object('valid_at', '2025-09-01', 'known_at', (select at from knew where step = 'ha'))), 'holder'), 'ha',
          'what was known before is still read');
select is(tests.call('office', 'post_assign', 'gd', '{"if_match":3}', '{"person":"ha","from":"2025-02-01","note":"theo báo cáo"}') ->> 'etag', '"v3"', 'what is known is not learnt again');
select is(tests.call('office', 'post_assign', 'gd', '{"if_match":3}', '{"person":null,"from":"2025-03-01"}') -> 'body' ->> 'holder_to', null, 'it becomes vacant, known late');
select is((select string_agg(tests.got(tests.call('leader', 'post_get', 'gd', jsonb_build_object('valid_at', d)), 'holder'), ' ' order by d)
    from unnest(array['2025-01-01', '2025-02-28', '2025-03-01', '2025-08-31', '2025-09-01']) as d), 'ha ha binh', 'which does not undo what is known of autumn');
select is(tests.call('office', 'post_assign', 'gd', '{"if_match":4}', '{"person":"binh","from":"2025-03-15"}') -> 'body' ->> 'holder_to', '2025-09-01', 'filled again, until autumn');
select results_eq($$select i ->> 'person', i ->> 'valid_from', i ->> 'valid_to' from jsonb_array_elements(tests.call('leader', 'post_holders', 'gd') -> 'body' -> 'items') as i$$,
    $$values ('binh', '2025-09-01', null), ('binh', '2025-03-15', '2025-09-01'), ('ha', '2025-01-01', '2025-03-01')$$, 'the holders are listed, the latest first');
select is(jsonb_array_length(tests.call('leader', 'post_holders', 'gd', jsonb_build_object('known_at', (select at from knew where step = 'vacant'))) -> 'body' -> 'items'), 0, 'as known then');
select is(tests.got(tests.call('leader', 'post_list', '', '{"vacant":true,"valid_at":"2025-07-01"}'), 'items', '0', 'code'), 'pgd', 'vacant posts are found');
select is((select string_agg(i ->> 'code', ' ') from jsonb_array_elements(tests.call('leader', 'post_list', '', '{"q":"giam doc so","agency":"so-khcn"}') -> 'body' -> 'items') as i),
          'gd giam-doc-so-khcn', 'by words and agency');
select is(tests.got(tests.call('leader', 'person_get', 'binh'), 'posts', '0', 'post'), 'gd', 'a person shows the posts held');
select is(tests.call('leader', 'person_get', 'binh', '{"valid_at":"2025-03-14"}') -> 'body' -> 'posts', '[]', 'on that day');
select is((select string_agg(i ->> 'code' || ' ' || (i ->> 'position'), ',') from jsonb_array_elements(tests.call('leader', 'person_list', '', '{"agency":"so-khcn"}') -> 'body' -> 'items') as i),
          'binh Giám đốc Sở,nguyen-minh-hai Giám đốc Sở Khoa học và Công nghệ', 'people are found by agency');

-- A post changes.
select is(tests.call('office', 'post_patch', 'gd', '{"if_match":5}', '{"title_vi":"Giám đốc Sở KH&CN"}') ->> 'etag', '"v6"', 'a post is named anew, from today');
select is((select string_agg(tests.got(tests.call('leader', 'post_get', 'gd', jsonb_build_object('valid_at', d)), 'title_vi'), ', ' order by d)
    from unnest(array['2025-06-11', '2025-06-12']) as d), 'Giám đốc Sở, Giám đốc Sở KH&CN', 'and keeps its name on the days before');
select is(tests.call('office', 'post_patch', 'gd', '{"if_match":6}', '{"title_en":"Director","from":null}') -> 'body' ->> 'valid_from', '2025-06-12', 'a slip is put right for all its days');
select is(tests.call('office', 'post_patch', 'gd', '{"if_match":7}', '{"agency":"ubnd-tinh","from":"2025-07-01"}') -> 'body' ->> 'agency', 'ubnd-tinh', 'it moves to another agency');
select is(tests.faults(tests.call('office', 'post_patch', 'gd', '{"if_match":8}', '{"code":"x","agency":"so-x","valid_to":"2020-01-01"}')),
          '{"/code":"read-only","/agency":"not-found","/valid_to":"order"}', 'every fault is told at once');
select is(tests.call('office', 'post_patch', 'gd', '{"if_match":8}', '{"title_vi":"Giám đốc Sở KH&CN"}') ->> 'etag', '"v8"', 'nothing changed leaves the version');
select is(tests.call('office', 'post_patch', 'gd', '{"if_match":8}', '{"valid_to":"2025-10-01"}') ->> 'etag', '"v9"', 'it ends');
select is(tests.outcome(tests.call('leader', 'post_get', 'gd', '{"valid_at":"2025-10-01"}')), '404 not-found', 'and is not there any more');
select is(tests.got(tests.call('leader', 'post_holders', 'gd'), 'items', '0', 'valid_to'), '2025-10-01', 'nor held by anyone');
select is(tests.call('office', 'post_patch', 'pgd', '{"if_match":1}', '{"title_vi":"Phó Giám đốc Sở","from":"2025-08-01","valid_to":"2025-12-01"}') ->> 'etag', '"v2"', 'named anew and ended at once');
select is((select string_agg(coalesce(tests.got(tests.call('leader', 'post_get', 'pgd', jsonb_build_object('valid_at', d)), 'title_vi'), '-'), ', ' order by d)
    from unnest(array['2025-07-31', '2025-08-01', '2025-11-30', '2025-12-01']) as d), 'Phó Giám đốc, Phó Giám đốc Sở, Phó Giám đốc Sở, -', 'each day as it was written');
select throws_ok('update register.post_holders set note = ''x''', '42501', null, 'no version is written over');
select finish();
rollback;
