-- lists.sql - tests: lists are read page by page without gap or repeat while the register changes; cursors belong to their filter; tombstones.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(30);

-- All codes of a list, page by page.
create function pg_temp.paged(p_client text, p_options jsonb) returns text[] language plpgsql as $$
declare
    v_answer jsonb;
    v_codes text[] := '{}';
    v_options jsonb := p_options;
begin
    loop
        v_answer := tests.call(p_client, 'task_list', '', v_options);
        v_codes := v_codes || array(select coalesce(i.item ->> 'code', 'gone') from jsonb_array_elements(v_answer -> 'body' -> 'items')
                                    with ordinality as i (item, place) order by i.place);
        exit when v_answer ->> 'next' is null;
        v_options := p_options || jsonb_build_object('cursor', v_answer ->> 'next');
    end loop;
    return v_codes;
end
$$;
insert into register.tasks (code, title, pillar, lead_agency_id, product, state, due_on, due_precision, updated_at)
select 'L-' || lpad(n::text, 2, '0'), (array['Ăn', 'An', 'Ân', 'Đa', 'Da', 'Ea'])[1 + n % 6], 'trang', private.agency_id('so-khcn'), 'x', 'assigned',
       case when n % 4 > 0 then date '2025-06-01' + n % 3 end, case when n % 4 > 0 then 'day' else 'none' end, timestamptz '2025-01-01' + n % 5 * interval '1 day'
from generate_series(1, 23) as n where n % 4 > 0;
insert into register.tasks (code, title, pillar, lead_agency_id, product, state, regular)
select 'L-' || lpad(n::text, 2, '0'), 'Ăn', 'trang', private.agency_id('so-khcn'), 'x', 'assigned', true from generate_series(4, 20, 4) as n;

create temporary table orders as
    select s.sort, pg_temp.paged('office', jsonb_build_object('pillar', 'trang', 'limit', 3, 'sort', s.sort)) as paged,
           pg_temp.paged('office', jsonb_build_object('pillar', 'trang', 'limit', 500, 'sort', s.sort)) as whole
    from unnest('{code,-code,due_on,-due_on,updated_at,-updated_at,title,-title}'::text[]) as s (sort);
select is_empty('select sort, paged, whole from orders where paged <> whole or cardinality(whole) <> 23', 'pages put together are the list, in every order');
select is((select whole[1:2] from orders where sort = '-code'), array['L-23', 'L-22'], 'descending');
select is(array(select t.title::text from register.tasks t where pillar = 'trang' group by t.title order by t.title collate "vi-x-icu"),
          array['An', 'Ăn', 'Ân', 'Da', 'Đa', 'Ea'], 'titles are in the order of a Vietnamese dictionary');
select is((select t.title::text from orders o, register.tasks t where o.sort = 'title' and t.code = o.whole[1]), 'An', 'in lists too');
select is((select o.whole[23] from orders o where o.sort = 'due_on'), (select max(code) from register.tasks where pillar = 'trang' and due_on is null
    and id = (select max(id::text)::uuid from register.tasks where pillar = 'trang' and due_on is null))::text, 'tasks without a deadline come last');

-- What changes behind the place that was reached neither hides nor repeats what comes.
create temporary table page as select tests.call('office', 'task_list', '', '{"pillar":"trang","limit":5}') as answer;
delete from register.task_numbers;
insert into register.tasks (code, title, pillar) values ('L-00', 'Chen vào trước', 'trang'), ('L-99', 'Chen vào sau', 'trang');
select is((select array_agg(i.item ->> 'code' order by i.place) from page, jsonb_array_elements(tests.call('office', 'task_list', '',
        jsonb_build_object('pillar', 'trang', 'limit', 3, 'cursor', answer ->> 'next')) -> 'body' -> 'items') with ordinality as i (item, place)),
    array['L-06', 'L-07', 'L-08'], 'the next page begins after the last item, whatever came before it');
select is(answer -> 'body' -> 'page' ->> 'next', answer ->> 'next', 'the cursor is told twice') from page;
select is(answer -> 'body' -> 'page' ->> 'limit', '5', 'with the limit') from page;
select is(answer -> 'body' -> 'as_of' ->> 'today', '2025-06-12', 'and the day it speaks of') from page;
select matches(answer -> 'body' -> 'as_of' ->> 'known_at', '\+07:00$', 'instants have the offset of the province') from page;
select is(tests.call('office', 'task_list', '', '{"pillar":"trang","limit":1,"count":"exact"}') -> 'body' -> 'page' ->> 'count', '25', 'counted when asked');
select is(tests.call('office', 'task_list', '', '{"pillar":"trang"}') -> 'body' -> 'page' -> 'count', null, 'and not otherwise');
select is(tests.call('office', 'task_list', '', '{"pillar":"none"}') -> 'body' -> 'items', '[]', 'an empty list is a list');

-- Cursors.
select is_empty($$select o.options, tests.outcome(tests.call(o.client, 'task_list', '', o.options || jsonb_build_object('cursor', answer ->> 'next')))
    from page, (values ('office', '{"pillar":"other"}'::jsonb), ('office', '{"pillar":"trang","sort":"-code"}'), ('office', '{"pillar":"trang","key":true}'),
                       ('office', '{}'), ('so-khcn', '{"pillar":"trang"}')) as o (client, options)
    where tests.outcome(tests.call(o.client, 'task_list', '', o.options || jsonb_build_object('cursor', answer ->> 'next'))) <> '400 invalid-cursor'$$,
    'a cursor belongs to its filter, its order and its reader');
select is_empty($$select j.junk from page, lateral (values ('x'), (''), ('AAAA'), ('e30'), ('W10'), ('WzEsMl0'), ('!!'), ('=='), (left(answer ->> 'next', -2)),
                       (reverse(answer ->> 'next')), (repeat('A', 4000)), ('WyJhIixbIngiLCJ5Il1d'), ('/w'), ('ộ')) as j (junk)
    where tests.outcome(tests.call('office', 'task_list', '', jsonb_build_object('pillar', 'trang', 'cursor', j.junk))) <> '400 invalid-cursor'$$,
    'and is nothing one could write oneself');
select is(tests.call('office', 'agency_list', '', jsonb_build_object('pillar', 'trang', 'cursor', answer ->> 'next')) ->> 'problem', 'invalid-cursor',
    'nor that of another list') from page;
select is(tests.call('office', 'task_list', '', jsonb_build_object('pillar', 'trang', 'limit', 7, 'cursor', answer ->> 'next')) ->> 'status', '200',
    'the limit may change on the way') from page;

-- Filters.
select tests.task('F-late', 'assigned');
select tests.task('F-now', 'assigned');
select tests.task('F-joined', 'reported', 'ubnd-tinh', '{so-khcn}');
select tests.task('F-verified', 'verified');
update register.tasks set due_on = '2025-06-11', pillar = 'loc' where code = 'F-late';
update register.tasks set due_on = '2025-06-12', pillar = 'loc', key = true where code = 'F-now';
update register.tasks set due_on = '2025-06-01', pillar = 'loc' where code in ('F-joined', 'F-verified');
create temporary table filters (options jsonb, codes text[]);
insert into filters values
    ('{"overdue":true}', '{F-late}'), ('{"overdue":false}', '{F-joined,F-now,F-verified}'), ('{"state":["assigned","reported"]}', '{F-joined,F-late,F-now}'),
    ('{"lead_agency":"so-khcn"}', '{F-late,F-now,F-verified}'), ('{"co_agency":"so-khcn"}', '{F-joined}'), ('{"agency":"so-khcn"}', '{F-joined,F-late,F-now,F-verified}'),
    ('{"agency":"no-such"}', '{}'), ('{"programme":"ctct-2025"}', '{}'), ('{"source_document":"57-NQ/TW"}', '{}'), ('{"key":true}', '{F-now}'),
    ('{"regular":true}', '{}'), ('{"due_from":"2025-06-12"}', '{F-now}'), ('{"due_to":"2025-06-11"}', '{F-joined,F-late,F-verified}'),
    ('{"due_from":"2025-06-02","due_to":"2025-06-11","lead_agency":"so-khcn"}', '{F-late}');
select is_empty($$select options, pg_temp.paged('office', options || '{"pillar":"loc"}') from filters
    where pg_temp.paged('office', options || '{"pillar":"loc"}') <> codes$$, 'each filter keeps what it says');
insert into register.documents (code, family, type, issuer_name, issued_on, subject) values ('1-NQ/TW', 'party', 'Nghị quyết', 'A', '2020-01-01', 'x'), ('1-NQ/TW', 'party', 'Nghị quyết', 'A', '2025-01-01', 'x');
select is(tests.outcome(tests.call('office', 'task_list', '', '{"source_document":"1-NQ/TW"}')), '422 invalid-input', 'a number two documents bear is not guessed');

-- Tombstones.
update register.tasks set updated_at = now() - interval '1 day' where updated_at > now() - interval '1 day';
select is(pg_temp.paged('so-khcn', jsonb_build_object('modified_since', now())), '{}', 'nothing has changed since now');
select tests.call('office', 'task_transition', 'F-late', '{"if_match":1}', '{"action":"transfer","to_agency":"ubnd-tinh","reason":"x"}');
select tests.call('office', 'task_patch', 'F-joined', '{"if_match":1}', '{"co_agencies":[]}');
select tests.call('office', 'task_patch', 'F-now', '{"if_match":1}', '{"title":"Sửa"}');
create temporary table since as select tests.call('so-khcn', 'task_list', '', jsonb_build_object('modified_since', now(), 'limit', 500)) as answer;
select is((select count(*) from since, jsonb_array_elements(answer -> 'body' -> 'items') as i (item) where i.item @> '{"deleted":true}'), 2::bigint,
    'tasks an agency lost sight of come as deleted');
select is((select array_agg(i.item ->> 'code') from since, jsonb_array_elements(answer -> 'body' -> 'items') as i (item) where i.item ? 'code'), array['F-now'],
    'beside those that changed');
select set_eq($$select i.item ->> 'id' from since, jsonb_array_elements(answer -> 'body' -> 'items') as i (item) where i.item ? 'deleted'$$,
    $$select id::text from register.tasks where code in ('F-late', 'F-joined')$$, 'by their ids');
select is(cardinality(pg_temp.paged('so-khcn', jsonb_build_object('modified_since', now(), 'limit', 1))), 3, 'page by page too');
select is(cardinality(pg_temp.paged('so-khcn', jsonb_build_object('modified_since', now(), 'pillar', 'other', 'sort', s.sort))), 2,
    'whatever the filter, ordered by ' || s.sort) from unnest('{title,-due_on,code}'::text[]) as s (sort);
select is(pg_temp.paged('office', jsonb_build_object('modified_since', now())), array(select t.code::text from register.tasks t
    where t.code in ('F-late', 'F-joined', 'F-now') order by t.updated_at, t.id), 'who sees all loses nothing');
select tests.call('office', 'task_transition', 'F-late', '{"if_match":2}', '{"action":"transfer","to_agency":"so-khcn","reason":"x"}');
select is((select count(*) from jsonb_array_elements(tests.call('so-khcn', 'task_list', '', jsonb_build_object('modified_since', now())) -> 'body' -> 'items')
           as i (item) where i.item ? 'deleted'), 1::bigint, 'what came back is there again');
select tests.task('F-draft', 'draft', 'so-khcn', '{tinh-uy}');
select tests.call('office', 'task_patch', 'F-draft', '{"if_match":1}', '{"co_agencies":[]}');
select is(pg_temp.paged('tinh-uy', jsonb_build_object('modified_since', now())), '{}', 'what was never seen is not lost');
select finish();
rollback;
