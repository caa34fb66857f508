-- calendar.sql - tests: working days by the calendar that is data; what an import changes, and what it refuses.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(52);

create function pg_temp.import(p_items text, p_client text default 'office') returns jsonb language sql as $$
    select tests.call(p_client, 'calendar_import', '', '{}', jsonb_build_object('items', p_items::jsonb));
$$;
create function pg_temp.workdays(p_options jsonb) returns jsonb language sql as $$
    select tests.call('so-khcn', 'calendar_workdays', '', p_options);
$$;
create function pg_temp.day(p_date text, p_kind text, p_name text default 'Nghỉ') returns text language sql as $$
    select jsonb_build_array(jsonb_build_object('date', p_date, 'kind', p_kind, 'name_vi', p_name, 'source', 'unverified'))::text;
$$;

-- The sample: what was published of 2025 and 2026.
select is_empty($$
    select d.day from (values
        ('2025-04-26', true), ('2025-05-02', false), ('2026-01-02', false), ('2026-01-10', true), ('2026-04-27', false),
        ('2025-09-01', false), ('2026-09-01', false), ('2025-04-25', true), ('2025-04-27', false), ('2025-05-05', true),
        ('2026-01-03', false), ('2026-01-05', true), ('2026-01-11', false)) as d (day, worked)
    where private.is_workday(d.day::date) <> d.worked$$, 'every swapped day of 2025 and 2026 is what the calendar says, its neighbours what the week says');
select is_empty($$select c.day from register.calendar_days c where private.is_workday(c.day) <> (c.kind = 'work')$$, 'so is every other day of it');
select is((select count(*) from register.calendar_days where source = 'unverified' and day in ('2025-05-02', '2025-04-26')), 2::bigint,
          'what nobody has seen a document for says so');
-- Counted by hand from the calendars on the wall.
select results_eq($$
    select private.workdays_between(q.first::date - 1, (q.first + interval '3 months')::date - 1)
    from generate_series(timestamp '2025-01-01', timestamp '2026-10-01', interval '3 months') as q (first)$$,
    array[58, 62, 64, 66, 58, 62, 64, 66], 'the quarters of 2025 and 2026 have so many working days');
select results_eq($$
    select private.next_workday((q.first + interval '3 months')::date - 1)
    from generate_series(timestamp '2025-01-01', timestamp '2026-10-01', interval '3 months') as q (first)$$,
    array['2025-03-31', '2025-06-30', '2025-09-30', '2025-12-31', '2026-03-31', '2026-06-30', '2026-09-30', '2026-12-31']::date[],
    'each of them ends on a working day');
select results_eq($$
    select private.workday_add(d.day::date, d.n)
    from (values (1, '2025-04-28', 5), (2, '2025-04-25', 1), (3, '2025-04-26', 1), (4, '2025-05-05', -1), (5, '2025-01-24', 1), (6, '2026-01-01', 1),
                 (7, '2026-01-09', 1), (8, '2026-01-12', -1), (9, '2026-02-13', 1), (10, '2025-05-01', 0), (11, '2025-05-01', -1)) as d (place, day, n) order by d.place$$,
    array['2025-05-08', '2025-04-26', '2025-04-28', '2025-04-29', '2025-02-03', '2026-01-05', '2026-01-10', '2026-01-10', '2026-02-23', '2025-05-01', '2025-04-29']::date[],
    'so many working days on or back is this day, over Tết, swaps and long weekends');

-- Properties: over the calendar as it is, and at the end of this file over one without sense.
create temporary table pairs as
select (date '2024-06-01' + floor(random() * 1200)::integer) as day, floor(random() * 121)::integer - 60 as n
from (select setseed(0.57)) as seed cross join generate_series(1, 5000);
analyze pairs;
create temporary table checks (name text, query text);
insert into checks values
    ('adding and then taking away n working days returns',
     'select p.day, p.n from pairs p where private.is_workday(p.day) and private.workday_add(private.workday_add(p.day, p.n), -p.n) <> p.day'),
    ('so many days were added as lie between',
     'select p.day, p.n from pairs p where p.n <> 0 and private.workdays_between(p.day, private.workday_add(p.day, p.n)) <> p.n'),
    ('what is reached is a working day',
     'select p.day, p.n from pairs p where p.n <> 0 and not private.is_workday(private.workday_add(p.day, p.n))'),
    ('the other way round it is as many', 'select p.day, p.n from pairs p where private.is_workday(p.day) and private.is_workday(p.day + p.n)
     and private.workdays_between(p.day, p.day + p.n) <> -private.workdays_between(p.day + p.n, p.day)'),
    ('counted one by one it is as many',
     'select p.day, p.n from pairs p where p.n > 0 and private.workdays_between(p.day, p.day + p.n) <> (
          select count(*) from generate_series(1, p.n) as s (step) where private.is_workday(p.day + s.step))'),
    ('the running numbers say the same',
     'with w as (select * from private.workdays(''2023-01-01'', ''2029-12-31''))
      select p.day, p.n from pairs p join w on w.day = p.day join w as t on t.working and t.number = w.number + p.n
      where p.n > 0 and t.day <> private.workday_add(p.day, p.n)');
select is_empty(c.query, c.name || ', 5,000 times') from checks c;

-- A year of which nothing is known: a warning, and no guess.
select is(pg_temp.workdays('{"from":"2025-04-28","days":"+5"}') -> 'body', $${"from":"2025-04-28","days":5,"to":"2025-05-08","worked":[],"warnings":[],"skipped":[
    {"date":"2025-04-30","why":"off","name_vi":"Ngày Chiến thắng","name_en":null,"source":"Bộ luật Lao động 2019 điều 112"},
    {"date":"2025-05-01","why":"off","name_vi":"Ngày Quốc tế lao động","name_en":null,"source":"Bộ luật Lao động 2019 điều 112"},
    {"date":"2025-05-02","why":"off","name_vi":"Nghỉ hoán đổi","name_en":null,"source":"unverified"},
    {"date":"2025-05-03","why":"weekend","name_vi":"Thứ Bảy","name_en":"Saturday","source":null},
    {"date":"2025-05-04","why":"weekend","name_vi":"Chủ nhật","name_en":"Sunday","source":null}]}$$::jsonb, 'the days that are skipped are told, and why');
select is(pg_temp.workdays('{"from":"2025-04-25","to":"2025-04-28"}') -> 'body' #- '{skipped}', $${"from":"2025-04-25","days":2,"to":"2025-04-28","warnings":[],
    "worked":[{"date":"2025-04-26","why":"work","name_vi":"Làm bù cho ngày 02/5/2025","name_en":null,"source":"unverified"}]}$$::jsonb, 'so are the Saturdays that are worked');
select is(pg_temp.workdays('{"from":"2025-05-08","days":"-5"}') -> 'body' ->> 'to', '2025-04-28', 'days are counted back too');
select is(pg_temp.workdays('{"from":"2025-05-08","to":"2025-04-28"}') -> 'body' ->> 'days', '-5', 'a day before is so many days back');
select is(pg_temp.workdays('{"from":"2026-12-29","days":"2"}') -> 'body' ->> 'to', '2026-12-31', 'the last days of a known year are known');
select is(pg_temp.workdays('{"from":"2026-12-29","days":"3"}') -> 'body', $${"from":"2026-12-29","days":3,"to":null,"skipped":[],"worked":[],"warnings":[
    {"code":"year-without-calendar","year":2027,"text_vi":"Chưa có lịch nghỉ của năm 2027: không tính được ngày làm việc",
     "text_en":"There is no calendar of 2027 yet: its working days are not known"}]}$$::jsonb, 'what needs a year without calendar is not guessed');
select is(pg_temp.workdays('{"from":"2024-12-31","to":"2027-01-05"}') -> 'body' #>> '{days}', null, 'nor is a number of days');
select results_eq($$select w.warning ->> 'year' from jsonb_array_elements(pg_temp.workdays('{"from":"2024-12-31","to":"2027-01-05"}') #> '{body,warnings}') as w (warning)$$,
    $$values ('2024'), ('2027')$$, 'each such year is named');
select results_eq($$select tests.outcome(pg_temp.workdays(o::jsonb)) || ' ' || tests.faults(pg_temp.workdays(o::jsonb)) from unnest(array[
    '{"from":"2025-01-02"}', '{"from":"2025-01-02","days":"1","to":"2025-01-03"}', '{"from":"2025-01-02","days":"five"}', '{"from":"2025-01-02","days":"1001"}',
    '{"from":"2025-01-02","to":"2099-01-01"}']) as o$$, array[
    '400 invalid-query {"days": "required"}', '400 invalid-query {"days": "either-or"}', '400 invalid-query {"days": "bad-format"}',
    '400 invalid-query {"days": "too-large"}', '400 invalid-query {"to": "too-large"}'], 'what cannot be counted is refused');

-- The calendar itself.
select is((tests.call('leader', 'calendar_get', '', '{"year":2025}') -> 'body') - 'items', '{"from":"2025-01-01","to":"2025-12-31","workdays":250,"warnings":[]}',
          'a year is shown with its number of working days');
select is(tests.call('leader', 'calendar_get', '', '{"from":"2026-01-02","to":"2026-01-10"}') #> '{body,items}', $$[
    {"date":"2026-01-02","kind":"off","name_vi":"Nghỉ hoán đổi","name_en":null,"source":"12729/VPCP-KGVX","document":null},
    {"date":"2026-01-10","kind":"work","name_vi":"Làm bù cho ngày 02/01/2026","name_en":null,"source":"12729/VPCP-KGVX","document":null}]$$::jsonb,
    'days are shown with their sources, the first and the last of them too');
select is((tests.call('leader', 'calendar_get') -> 'body' ->> 'from'), '2025-01-01', 'this year when none is asked for');
select is((tests.call('leader', 'calendar_get', '', '{"year":2027}') -> 'body' -> 'workdays'), 'null', 'of a year without calendar no number is told');
select is(tests.faults(tests.call('leader', 'calendar_get', '', '{"year":2025,"to":"2025-06-30"}')) || tests.faults(tests.call('leader', 'calendar_get', '', '{"from":"2025-06-30","to":"2025-06-01"}')),
          '{"year":"either-or","to":"order"}', 'a period that is none is refused');

-- Imports.
select is(tests.outcome(pg_temp.import(pg_temp.day('2027-01-01', 'off'), 'so-khcn')), '403 forbidden', 'an agency does not change the calendar');
select is(tests.faults(pg_temp.import($$[{"date":"30/4/2027","kind":"off","name_vi":"x","source":"y"}, {"date":"2027-05-01","kind":"off","name_vi":"x","source":"y"},
    {"date":"2027-04-30","kind":"work","name_vi":"x","source":"y"}, {"date":"31/4/2027","kind":"off","name_vi":"x","source":"y"},
    {"date":"2027-05-02","kind":"off","name_vi":"x"}, {"date":"2027-05-03","kind":"off","name_vi":"x","source":"y","document":"57-NQ/TW"},
    {"date":"2027-05-04","kind":"off","name_vi":"x","document":"0/QĐ-X"}]$$)),
    '{"/items/0/date":"duplicate","/items/2/date":"duplicate","/items/3/date":"bad-date","/items/4/source":"required","/items/5/source":"either-or","/items/6/document":"not-found"}',
    'a day twice is told at both places, and all else that is wrong with it');
select is((select count(*) from register.calendar_days where day >= '2027-01-01'), 0::bigint, 'nothing of it is written');
select is(pg_temp.import($$[{"date":"01/01/2027","kind":"off","name_vi":"Tết Dương lịch","name_en":"New Year","document":"57-NQ/TW"},
    {"date":"2026-12-24","kind":"off","name_vi":"x","source":"y"}, {"date":"2026-01-10","kind":"work","name_vi":"Làm bù cho ngày 02/01/2026","source":"12729/VPCP-KGVX"}]$$) -> 'body',
    $${"items":[{"index":0,"date":"2027-01-01","result":"created"},{"index":1,"date":"2026-12-24","result":"created"},{"index":2,"date":"2026-01-10","result":"unchanged"}],
       "summary":{"created":2,"updated":0,"unchanged":1},"tasks":[]}$$::jsonb, 'days are taken as people write them');
select is(tests.call('leader', 'calendar_get', '', '{"year":2027}') #>> '{body,items,0,document}', '57-NQ/TW', 'a document is a source');
select is(pg_temp.import((tests.call('leader', 'calendar_get', '', '{"from":"2025-01-01","to":"2027-12-31"}') #> '{body,items}')::text) #> '{body,summary}',
          '{"created":0,"updated":0,"unchanged":28}', 'what was shown is imported back and changes nothing');
select is(pg_temp.import(pg_temp.day('2026-12-24', 'work', 'Không nghỉ')) #>> '{body,items,0,result}', 'updated', 'a day off is taken back with a source of its own');
select results_eq($$select j.client, j.operation, j.action, j.object_code, j.before, j.after from register.journal j
    where j.object_kind = 'calendar_day' and j.object_code = '2026-12-24' order by j.id$$,
    $$values ('office', 'calendar_import', 'insert', '2026-12-24', null::jsonb, '{"day":"2026-12-24","kind":"off","name_vi":"x","name_en":null,"source":"y","document_id":null}'::jsonb),
             ('office', 'calendar_import', 'update', '2026-12-24', '{"kind":"off","name_vi":"x","source":"y"}', '{"kind":"work","name_vi":"Không nghỉ","source":"unverified"}')$$,
    'the journal has each change of a day');
select throws_ok('delete from register.calendar_days', '42501', null, 'no day is removed');

-- Deadlines that follow from the calendar.
create function pg_temp.due(p_words text, p_more jsonb default '{}') returns text language sql as $$
    select tests.got(tests.call('office', 'task_create', '', '{}', jsonb_build_object('title', p_words, 'lead_agency', 'so-khcn', 'product', 'x', 'due_text', p_words) || p_more), 'due_on');
$$;
select is(pg_temp.due('Tháng 8/2025'), '2025-08-31', 'by itself a day off moves no deadline');
update register.settings set value = 'next_workday' where name = 'deadline_shift';
select results_eq($$select w.words || ' ' || pg_temp.due(w.words) from unnest(array['Tháng 8/2025', 'cuối tháng 5/2025', 'ngày 30/4/2025', 'trước ngày 1/5/2025', 'đầu năm 2026',
    'tháng 1/2026', 'tháng 2/2026', 'Quý II/2025', '26/4/2025', '2/1/2026', 'tháng 2/2027', 'tháng 2/2028']) as w (words)$$,
    array['Tháng 8/2025 2025-09-03', 'cuối tháng 5/2025 2025-06-02', 'ngày 30/4/2025 2025-05-05', 'trước ngày 1/5/2025 2025-05-05', 'đầu năm 2026 2026-01-05',
    'tháng 1/2026 2026-02-02', 'tháng 2/2026 2026-03-02', 'Quý II/2025 2025-06-30', '26/4/2025 2025-04-26', '2/1/2026 2026-01-05', 'tháng 2/2027 2027-03-01',
    'tháng 2/2028 2028-02-29'], 'by policy a term that ends on a day off ends on the next working day');
select is(pg_temp.due('30/4/2025', '{"due_on":"2025-04-30"}'), '2025-04-30', 'a day that was given stays');
select is(pg_temp.due('Tháng 4/2028'), '2028-04-30', 'where the calendar is not known nothing is shifted');

select tests.task('NV-moves', 'in_progress'), tests.task('NV-done', 'verified'), tests.task('NV-put-off', 'in_progress'), tests.task('NV-words', 'assigned');
update register.tasks set due_text = 'Tháng 6/2025', due_on = '2025-06-30', original_due_on = '2025-06-30' where code in ('NV-moves', 'NV-done');
update register.tasks set due_text = 'Tháng 6/2025', due_on = '2025-07-31' where code = 'NV-put-off';
update register.tasks set due_text = 'Tháng 4/2028', due_on = '2028-04-30' where code = 'NV-words';
select is(pg_temp.import($$[{"date":"30/6/2025","kind":"off","name_vi":"Nghỉ bão","source":"Công điện (giả định)"},{"date":"2028-05-01","kind":"off","name_vi":"x","source":"y"},
    {"date":"2025-09-03","kind":"off","name_vi":"x","source":"y"}]$$) #> '{body,tasks}' @> $$[
    {"code":"NV-moves","due_on_before":"2025-06-30","due_on":"2025-07-01"}, {"code":"NV-words","due_on_before":"2028-04-30","due_on":"2028-05-02"}]$$::jsonb, true,
    'a changed calendar moves the open deadlines that follow from it');
select results_eq($$select t.code::text collate "C", t.due_on, t.version from register.tasks t where t.code like 'NV-%' and t.code !~ '\d' order by 1$$,
    $$values ('NV-done' collate "C", date '2025-06-30', 1), ('NV-moves', '2025-07-01', 2), ('NV-put-off', '2025-07-31', 1), ('NV-words', '2028-05-02', 2)$$,
    'those that are done, or were put off, stay');
select results_eq($$select t.due_on from register.tasks t where t.title = 'Tháng 8/2025' order by t.due_on$$, array['2025-09-04', '2025-09-04']::date[],
                  'one that was shifted before is shifted further, one from before the policy too');
select is((select j.operation || ' ' || j.client || ' ' || (j.before ->> 'due_on') || ' ' || (j.after ->> 'due_on') from register.journal j
           where j.object_kind = 'task' and j.object_code = 'NV-moves' order by j.id desc limit 1), 'calendar_import office 2025-06-30 2025-07-01', 'with a trace in the journal');
select is((select t.original_due_on from register.tasks t where t.code = 'NV-moves'), '2025-06-30', 'the original deadline stays');
select is(pg_temp.import(pg_temp.day('30/6/2025', 'work', 'Không nghỉ')) #> '{body,tasks}' @> $$[{"code":"NV-moves","due_on_before":"2025-07-01","due_on":"2025-06-30"}]$$, true,
          'taken back, they come back');
update register.settings set value = 'none' where name = 'deadline_shift';
select is(pg_temp.import(pg_temp.day('30/6/2025', 'off')) #> '{body,tasks}', '[]', 'without the policy none moves');

-- The properties once more.
insert into register.calendar_days (day, kind, name_vi, source)
select distinct on (d.day) d.day, d.kind, 'x', 'test'
from (select date '2024-01-01' + floor(random() * 1800)::integer as day, case when random() < 0.5 then 'off' else 'work' end as kind
      from generate_series(1, 700)) as d
on conflict do nothing;
analyze register.calendar_days;
select is_empty(c.query, c.name || ', also by a calendar without sense') from checks c;
select finish();
rollback;
