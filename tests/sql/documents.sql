-- documents.sql - tests: documents, agencies with their identifiers, programmes, types, targets.
begin;
set search_path = public, tap;
select plan(45);

-- Types and targets, as loaded.
select is(jsonb_array_length(tests.call('leader', 'document_type_list', '', '{"limit":500}') -> 'body' -> 'items'), 46, 'both families have their types');
select is(tests.call('leader', 'document_type_list', '', '{"family":"party","limit":3}') -> 'body' -> 'items' -> 2,
    '{"family":"party","abbreviation":"QĐ","name_vi":"Quy định","name_en":"Regulation"}', 'in their order');
select is(jsonb_array_length(tests.call('so-khcn', 'target_list') -> 'body' -> 'items'), 19, 'the targets of the resolution');
select is(tests.call('so-khcn', 'target_list') -> 'body' -> 'items' -> 8, '{"code":"ranked-st-orgs",
    "name_vi":"Tổ chức khoa học và công nghệ được xếp hạng khu vực và thế giới","name_en":"S&T organisations ranked regionally or globally",
    "operator":"range","low":"40","high":"50","unit":"count","basis":"level","source":"57-NQ/TW"}', 'with bounds as decimal strings');

-- Documents.
create temporary table made as select tests.call('office', 'document_create', '', '{}', '{"code":"726/KH-UBND","family":"state","type":"Kế hoạch",
    "issuer":"ubnd-tinh","issued_on":"2025-04-01","effective_on":"2025-04-15","signer":"A","signer_title":"Chủ tịch","subject":"Kế hoạch X",
    "url":"https://example.vn/a","sha256":"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"}') as answer;
select is((answer -> 'body') - array['id', 'created_at', 'updated_at'], '{"code":"726/KH-UBND","number":"726","symbol":"KH-UBND","family":"state","type":"Kế hoạch",
    "issuer":"ubnd-tinh","issuer_name":"Ủy ban nhân dân tỉnh Long An","issued_on":"2025-04-01","effective_on":"2025-04-15","signer":"A","signer_title":"Chủ tịch",
    "subject":"Kế hoạch X","url":"https://example.vn/a","sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","secrecy":"none","version":1}'::jsonb,
    'a document is registered') from made;
select is(answer ->> 'location', '/v1/documents/' || (answer -> 'body' ->> 'id'), 'its place is its id: numbers recur') from made;
select is(tests.call('office', 'document_get', '726/KH-UBND') -> 'body', answer -> 'body', 'its number finds it') from made;
select results_eq($$select number, symbol from (values ('113-CTr/TU'), ('12729/VPCP-KGVX'), ('05a/QĐ-UBND')) as c (code)
    cross join lateral (select substring(c.code from '^[0-9]+[A-Za-z]?'), substring(c.code from '^[0-9]+[A-Za-z]?[/-](.+)$')) as p (number, symbol)$$,
    $$values ('113', 'CTr/TU'), ('12729', 'VPCP-KGVX'), ('05a', 'QĐ-UBND')$$, 'number and symbol of both families are told apart');
create temporary table doc (code text, family text, type text, issued_on date, more jsonb, outcome text, faults jsonb);
insert into doc values
    ('726/KH-UBND', 'state', 'Kế hoạch', '2025-04-01', '{"issuer":"ubnd-tinh"}', '409 already-exists', '{"/code":"already-exists"}'),
    ('726/KH-UBND', 'state', 'Kế hoạch', '2026-04-01', '{"issuer":"ubnd-tinh"}', '201', '{}'),
    ('726/KH-UBND', 'state', 'Kế hoạch', '2025-04-01', '{"issuer":"hdnd-tinh"}', '201', '{}'),
    ('1/QĐ-UBND', 'state', 'Quyết định', '2025-04-01', '{"issuer":"ubnd-tinh"}', '201', '{}'),
    ('2-QĐ/TU', 'party', 'Quy định', '2025-04-01', '{"issuer":"tinh-uy"}', '201', '{}'),
    ('3/KH', 'state', 'Không có', '2025-04-01', '{"issuer":"ubnd-tinh"}', '422 invalid-input', '{"/type":"not-found"}'),
    ('4-KL/TU', 'state', 'Kết luận', '2025-04-01', '{"issuer":"tinh-uy"}', '422 invalid-input', '{"/type":"not-found"}'),
    ('không số', 'state', 'Kế hoạch', '2025-04-01', '{}', '422 invalid-input', '{"/code":"bad-format","/issuer":"required"}'),
    ('5/KH', 'state', 'Kế hoạch', '2025-04-01', '{"issuer":"no-such"}', '422 invalid-input', '{"/issuer":"not-found"}'),
    ('6/KH', 'state', 'Kế hoạch', '2025-04-01', '{"issuer":"ubnd-tinh","issuer_name":"Bộ X"}', '422 invalid-input', '{"/issuer_name":"either-or"}'),
    ('7/KH', 'state', 'Kế hoạch', '2025-04-01', '{"issuer_name":"Bộ X","effective_on":"2025-03-31"}', '422 invalid-input', '{"/effective_on":"order"}'),
    ('8/KH', 'state', 'Kế hoạch', '2025-04-01', '{"issuer_name":"Bộ X","secrecy":"toi_mat"}', '422 state-secret', '{"/secrecy":"not-allowed"}');
create temporary table tried as select d.*, tests.call('office', 'document_create', '', '{}', jsonb_build_object(
    'code', d.code, 'family', d.family, 'type', d.type, 'issued_on', d.issued_on, 'subject', 'x') || d.more) as answer from doc d;
select is(tests.outcome(answer) || ' ' || tests.faults(answer), outcome || ' ' || faults, code || ' ' || more) from tried;
select is((select type from register.documents where code = '1/QĐ-UBND'), 'Quyết định (cá biệt)', 'people leave "(cá biệt)" out');
select is(tests.faults(tests.call('office', 'document_get', '726/KH-UBND')), '{"":"not-unique"}', 'a number several bear names none of them');
select is(tests.faults(tests.call('office', 'task_create', '', '{}', '{"title":"x","source_document":"726/KH-UBND"}')), '{"/source_document":"not-unique"}', 'nor in a body');
select is(tests.call('office', 'document_patch', answer -> 'body' ->> 'id', '{"if_match":1}', '{"subject":"Sửa","issuer":null,"issuer_name":"Bộ Y"}') ->> 'etag', '"v2"',
    'a document is changed') from made;
select is(tests.outcome(tests.call('office', 'document_patch', answer -> 'body' ->> 'id', '{"if_match":2}', '{"issuer":"hdnd-tinh","issuer_name":null}')), '409 already-exists',
    'but not into another') from made;
select is(tests.call('office', 'document_patch', answer -> 'body' ->> 'id', '{"if_match":2}', '{"issuer_name":"Bộ Y"}') ->> 'etag', '"v2"', 'nothing changed, no version') from made;
select is((select count(*) from jsonb_array_elements(tests.call('office', 'document_list', '', '{"code":"726/KH-UBND","issued_from":"2025-01-01","issued_to":"2025-12-31","family":"state","type":"Kế hoạch","issuer":"hdnd-tinh"}')
    -> 'body' -> 'items')), 1::bigint, 'documents are filtered');
select is(tests.outcome(tests.call('so-khcn', 'document_create', '', '{}', '{}')), '403 forbidden', 'an agency registers none');

-- Agencies.
create temporary table agency as select tests.call('admin', 'agency_create', '', '{}', '{"code":"xa-a","name_vi":"Xã A","name_en":"A","kind":"commune","parent":"ubnd-tinh",
    "valid_from":"2020-01-01","note":"x","identifiers":[{"scheme":"qd20","value":"H39.4.12","valid_to":"2025-07-01"},{"scheme":"qcvn102","value":"000.04.00.H39"}]}') as answer;
select is((answer -> 'body') - array['id', 'created_at', 'updated_at'], '{"code":"xa-a","name_vi":"Xã A","name_en":"A","kind":"commune","parent":"ubnd-tinh",
    "parent_name":"Ủy ban nhân dân tỉnh Long An","valid_from":"2020-01-01","valid_to":null,"identifiers":[{"scheme":"qcvn102","value":"000.04.00.H39","valid_from":null,"valid_to":null},
    {"scheme":"qd20","value":"H39.4.12","valid_from":null,"valid_to":"2025-07-01"}],"predecessors":[],"successors":[],"note":"x","version":1}'::jsonb, 'an agency has many identifiers') from agency;
select is(tests.outcome(tests.call('office', 'agency_create', '', '{}', '{"code":"xa-a","name_vi":"B","kind":"commune"}')), '409 already-exists', 'and one code');
select is(tests.faults(tests.call('office', 'agency_create', '', '{}', '{"code":"xa-b","name_vi":"B","kind":"commune","parent":"no","identifiers":[
    {"scheme":"qd20","value":"H39.4.12","valid_from":"2025-06-30"},{"scheme":"qd20","value":"h39"},{"scheme":"gso","value":"8a"},
    {"scheme":"internal","value":"1","valid_from":"2025-01-01","valid_to":"2025-01-01"},{"scheme":"internal","value":"2"},{"scheme":"internal","value":"2"}]}')),
    '{"/parent":"not-found","/identifiers/0":"overlap","/identifiers/1/value":"bad-format","/identifiers/2/value":"bad-format","/identifiers/3/valid_to":"order","/identifiers/5":"overlap"}',
    'on no day do two agencies bear one identifier');
select is(tests.call('office', 'agency_create', '', '{}', '{"code":"xa-b","name_vi":"B","kind":"commune","identifiers":[{"scheme":"qd20","value":"H39.4.12","valid_from":"2025-07-01"}]}') ->> 'status', '201',
    'after one has ended the next may begin');
select throws_ok($$insert into register.agency_identifiers (agency_id, scheme, value, known) values (private.agency_id('ubnd-tinh'), 'qd20', 'H39.4.12', tstzrange(private.known_now(), null))$$, '23P01', null,
    'and no other way leads around it');
select is(tests.call('office', 'agency_list', '', '{"identifier":"H39.4.12","kind":"commune","count":"exact"}') -> 'body' -> 'page' ->> 'count', '2', 'agencies are found by identifier');
select is((tests.call('office', 'agency_patch', 'xa-a', '{"if_match":1}', '{"identifiers":[{"scheme":"gso","value":"80"}],"name_en":null}') -> 'body') - array['id', 'created_at', 'updated_at'],
    (answer -> 'body') - array['id', 'created_at', 'updated_at'] || '{"name_en":null,"version":2,"identifiers":[{"scheme":"gso","value":"80","valid_from":null,"valid_to":null}]}',
    'a list in a patch replaces the list') from agency;
select is(tests.faults(tests.call('office', 'agency_patch', 'ubnd-tinh', '{"if_match":1}', '{"parent":"xa-a"}')), '{"/parent":"circular"}', 'no agency stands above itself');
select is(tests.faults(tests.call('office', 'agency_patch', 'xa-a', '{"if_match":2}', '{"parent":"xa-a"}')), '{"/parent":"circular"}', 'nor upon itself');
select throws_ok($$delete from register.agencies where code = 'xa-a'$$, '42501', null, 'an agency is never removed');
select is(tests.outcome(tests.call('so-khcn', 'agency_patch', 'so-khcn', '{"if_match":1}', '{"name_vi":"x"}')), '403 forbidden', 'nor changed by itself');
select is(tests.call('so-khcn', 'agency_list', '', '{"parent":"ubnd-tinh","sort":"-name_vi"}') -> 'body' -> 'items' -> 0 ->> 'code', 'xa-a', 'all read all agencies');

-- Programmes.
select is(tests.call('office', 'programme_create', '', '{}', '{"code":"P1","name_vi":"Chương trình","document":"57-NQ/TW","starts_on":"2025-01-01","ends_on":"2025-12-31"}') -> 'body' ->> 'document_code',
    '57-NQ/TW', 'a programme has a document');
select is(tests.faults(tests.call('office', 'programme_create', '', '{}', '{"code":"P2","name_vi":"x","document":"no","starts_on":"2025-01-02","ends_on":"2025-01-01"}')),
    '{"/document":"not-found","/ends_on":"order"}', 'and ends after it begins');
select is(tests.outcome(tests.call('office', 'programme_create', '', '{}', '{"code":"P1","name_vi":"x"}')), '409 already-exists', 'one of each code');
select is(tests.call('office', 'programme_patch', 'P1', '{"if_match":1}', '{"name_vi":"Tên mới","document":null}') -> 'body' ->> 'document', null, 'it is changed');
select is(tests.call('leader', 'programme_get', 'P1') ->> 'etag', '"v2"', 'and read');
select finish();
rollback;
