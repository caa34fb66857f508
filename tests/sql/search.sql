-- search.sql - tests: a search finds words whatever their tone marks, in code, title, product and summary, exact ones first.
begin;
set search_path = public, tap;
select plan(9);

create function pg_temp.found(p_client text, p_query text) returns text[] language sql as $$
    select array(select i.item ->> 'code' from jsonb_array_elements(tests.call(p_client, 'task_list', '', jsonb_build_object('q', p_query)) -> 'body' -> 'items')
                 with ordinality as i (item, place) order by i.place);
$$;
insert into register.tasks (code, title, product, summary, lead_agency_id, state, regular) values
    ('S-1', 'Hòa giải ở cơ sở', 'Đề án', null, private.agency_id('so-khcn'), 'assigned', true),
    ('S-2', 'Hoà nhập số', 'Báo cáo', 'Đã trình "dự thảo" lần 2', private.agency_id('ubnd-tinh'), 'assigned', true),
    ('S-3', 'HÓA CHẤT', 'Kế hoạch 50%', null, private.agency_id('so-khcn'), 'assigned', true),
    ('S-4', 'Chuyển đổi số', 'Nền tảng số_hóa', null, private.agency_id('so-khcn'), 'assigned', true);
create temporary table searches (query text, codes text[]);
insert into searches values
    ('hòa', '{S-1,S-2,S-3,S-4}'), ('hoa giai', '{S-1}'), ('giải hoà', '{S-1}'), ('ĐỀ ÁN', '{S-1}'), ('de an', '{S-1}'), ('S-3', '{S-3}'),
    ('dự thảo', '{S-2}'), ('trinh lan 2', '{S-2}'), ('chuyen doi so', '{S-4}'), ('chuyen doi s', '{S-4}'), ('so', '{S-2,S-4,S-1}'), ('50%', '{S-3}'),
    ('không có', '{}'), ('%', '{}'), ('_', '{}'), ('''', '{}'), ('\', '{}'), (':*', '{}'), ('!', '{}'), ('hoa & nhap', '{S-2}'), ('hoa | khong', '{}'),
    ('"dự thảo"', '{S-2}'), ('số_hóa', '{S-1,S-2,S-4}'), (repeat('dai ', 40), '{}'), (repeat('x', 3000), '{}');
select is_empty($$select s.query, pg_temp.found('office', s.query) from searches s
    where array(select unnest(pg_temp.found('office', s.query)) order by 1) <> array(select unnest(s.codes) order by 1)$$, 'words are found, without tone marks, in any order, the last one begun');
select is_empty($$select s.query from searches s where pg_temp.found('office', normalize(s.query, nfd)) <> pg_temp.found('office', s.query)$$,
    'typed in NFD they find the same');
select is((pg_temp.found('office', 'hòa'))[1], 'S-1', 'hòa finds hòa first');
select is((pg_temp.found('office', 'hoà'))[1], 'S-2', 'hoà finds hoà first');
select is((pg_temp.found('office', 'hóa'))[1:2], '{S-3,S-4}', 'capitals are no other tone');
select is(pg_temp.found('so-khcn', 'hòa'), '{S-1,S-3,S-4}', 'an agency finds its own');
select is(private.search_words('Đường Đà Nẵng: hoà, hòa (ƯỚC)'), '{duong,da,nang,hoa,hoa,uoc}', 'đ is d, whatever the case');
select is(tests.got(tests.call('office', 'document_list', '', '{"q":"dot pha 57"}'), 'items', '0', 'code'), '57-NQ/TW', 'documents are found by subject and number');
select is(tests.got(tests.call('office', 'agency_list', '', '{"q":"so khoa hoc"}'), 'items', '0', 'code'), 'so-khcn', 'agencies by name');
select finish();
rollback;
