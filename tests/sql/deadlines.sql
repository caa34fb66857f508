-- deadlines.sql - tests: the words of a deadline mean a day, by the Civil Code, art. 146-148; what is not understood is said so.
begin;
set search_path = public, tap;
select plan(9);

create temporary table words (words text, due_on date, due_precision text, regular boolean);
insert into words values
    ('30/6/2025', '2025-06-30', 'day', false), ('30/06/2025', '2025-06-30', 'day', false), ('30-6-2025', '2025-06-30', 'day', false),
    ('ngày 30/6/2025', '2025-06-30', 'day', false), ('Ngày 30 tháng 6 năm 2025', '2025-06-30', 'day', false),
    ('2025-06-30', '2025-06-30', 'day', false), ('29/2/2024', '2024-02-29', 'day', false),
    ('trước ngày 15/6/2025', '2025-06-14', 'day', false), ('Hoàn thành trước 01/3/2024', '2024-02-29', 'day', false),
    ('trước ngày 01 tháng 01 năm 2026', '2025-12-31', 'day', false), ('Xong trước ngày 1.7.2025', '2025-06-30', 'day', false),
    ('Tháng 6/2025', '2025-06-30', 'month', false), ('tháng 06/2025', '2025-06-30', 'month', false), ('Trong tháng 6/2025', '2025-06-30', 'month', false),
    ('tháng 2 năm 2024', '2024-02-29', 'month', false), ('Tháng 12/2025', '2025-12-31', 'month', false),
    ('đầu tháng 6/2025', '2025-06-01', 'day', false), ('giữa tháng 6/2025', '2025-06-15', 'day', false),
    ('Cuối tháng 2/2025', '2025-02-28', 'day', false), ('cuối tháng 6/2025', '2025-06-30', 'day', false), ('Đến hết tháng 9/2025', '2025-09-30', 'month', false),
    ('Quý I/2025', '2025-03-31', 'quarter', false), ('Quý II/2025', '2025-06-30', 'quarter', false),
    ('quý III năm 2025', '2025-09-30', 'quarter', false), ('Quý IV/2025', '2025-12-31', 'quarter', false), ('QUÝ 2/2025', '2025-06-30', 'quarter', false),
    ('Cuối quý II/2025', '2025-06-30', 'quarter', false),
    ('6 tháng đầu năm 2025', '2025-06-30', 'half_year', false), ('Sáu tháng cuối năm 2025', '2025-12-31', 'half_year', false),
    ('Năm 2025', '2025-12-31', 'year', false), ('Trong năm 2025', '2025-12-31', 'year', false), ('Đầu năm 2026', '2026-01-01', 'day', false),
    ('giữa năm 2025', '2025-06-30', 'day', false), ('Cuối năm 2025', '2025-12-31', 'day', false),
    ('Hoàn thành trong Quý II/2025.', '2025-06-30', 'quarter', false), ('  Năm   2025 ', '2025-12-31', 'year', false),
    ('Thường xuyên', null, 'none', true), ('thường xuyên, liên tục', null, 'none', true), ('Nhiệm vụ thường xuyên', null, 'none', true);
select is_empty($$
    select w.words, d.due_on, d.due_precision, d.regular from words w cross join lateral private.deadline(w.words) d
    where (d.due_on, d.due_precision, d.regular, d.understood) is distinct from (w.due_on, w.due_precision, w.regular, true)
    union all
    select w.words, d.due_on, d.due_precision, d.regular from words w cross join lateral private.deadline(normalize(upper(w.words), nfc)) d
    where (d.due_on, d.due_precision, d.regular, d.understood) is distinct from (w.due_on, w.due_precision, w.regular, true)$$,
    'these words mean these days, in capitals too');
select is_empty($$
    select w.words, d.due_on from unnest(array['', ' ', 'khi nào xong', '31/6/2025', '29/2/2025', 'Tháng 13/2025', 'tháng 0/2025', 'Quý V/2025', 'Quý 0/2025',
        'Năm 25', 'tháng 6', 'Quý II', 'giữa quý II/2025', 'đầu quý II/2025', 'giữa tháng', 'trước ngày 31/6/2025', 'trước ngày 15/6', 'trước tháng 6/2025', 'sau ngày 15/6/2025', '6/2025', 'giữa năm', 'cuối năm', 'bất thường xuyên', 'trước mắt', '32 tháng 1 năm 2025', 'Năm 2025 hoặc 2026',
        'thường xuyênn']) as w (words)
    cross join lateral private.deadline(w.words) d
    where d.understood or d.due_on is not null or d.due_precision <> 'none'$$, 'these mean nothing, and no day is guessed');
select is_empty($$
    select y.year, m.month from generate_series(1990, 2100) as y (year), generate_series(1, 12) as m (month)
    cross join lateral private.deadline(format('Tháng %s/%s', m.month, y.year)) as d
    where d.due_on + 1 <> (make_date(y.year, m.month, 1) + interval '1 month')::date$$, 'a month ends on its last day, in every year');
-- By the calendar on the wall: 31 March, 30 June, 30 September, 31 December.
create temporary table quarters (year integer, roman text, number integer, ends_on date);
insert into quarters values
    (2025, 'I', 1, '2025-03-31'), (2025, 'II', 2, '2025-06-30'), (2025, 'III', 3, '2025-09-30'), (2025, 'IV', 4, '2025-12-31'),
    (2026, 'I', 1, '2026-03-31'), (2026, 'II', 2, '2026-06-30'), (2026, 'III', 3, '2026-09-30'), (2026, 'IV', 4, '2026-12-31');
select is_empty($$
    select q.year, q.roman, w.words, d.due_on, d.due_precision
    from quarters q
    cross join lateral unnest(array[format('Quý %s/%s', q.roman, q.year), format('quý %s năm %s', q.number, q.year), format('Hết quý %s/%s', q.roman, q.year),
                                    format('Hoàn thành trong quý %s-%s', q.roman, q.year)]) as w (words)
    cross join lateral private.deadline(w.words) as d
    where (d.due_on, d.due_precision) is distinct from (q.ends_on, 'quarter')$$, 'every quarter of 2025 and 2026 ends on its last day, however it is written');
insert into register.programmes (code, name_vi, starts_on, ends_on) values
    ('ct-2025', 'Chương trình công tác năm 2025', '2025-01-01', '2025-12-31'), ('ct-2025-2030', 'Chương trình 2025-2030', '2025-01-01', '2030-12-31');
select results_eq($$
    select w.words || ' ' || private.deadline_words(w.words, private.programme_id('ct-2025')) || ' ' || coalesce(d.due_on::text, '-')
    from unnest(array['giữa năm', 'Quý II', 'Tháng 6', 'cuối tháng 6.', 'CUỐI NĂM', 'trước ngày 15/6', 'trước 15 tháng 6', 'Quý IV/2026', 'Thường xuyên', 'khi nào xong', 'tháng 13', 'hoàn thành']) as w (words)
    cross join lateral private.deadline(private.deadline_words(w.words, private.programme_id('ct-2025'))) as d$$, array[
    'giữa năm giữa năm 2025 2025-06-30', 'Quý II Quý II năm 2025 2025-06-30', 'Tháng 6 Tháng 6 năm 2025 2025-06-30', 'cuối tháng 6. cuối tháng 6 năm 2025 2025-06-30',
    'CUỐI NĂM CUỐI NĂM 2025 2025-12-31', 'trước ngày 15/6 trước ngày 15/6/2025 2025-06-14', 'trước 15 tháng 6 trước 15 tháng 6 năm 2025 2025-06-14', 'Quý IV/2026 Quý IV/2026 2026-12-31',
    'Thường xuyên Thường xuyên -', 'khi nào xong khi nào xong -', 'tháng 13 tháng 13 năm 2025 -', 'hoàn thành hoàn thành -'],
    'in the programme of one year words without a year mean that year');
select is(private.deadline_words('giữa năm', null) || private.deadline_words('giữa năm', private.programme_id('ct-2025-2030')), 'giữa nămgiữa năm', 'elsewhere no year is guessed');
select results_eq($$
    select coalesce(tests.got(a.answer, 'due_on') || ' ' || tests.got(a.answer, 'due_text'), tests.faults(a.answer)::text)
    from unnest(array['ct-2025', 'ct-2025-2030', null]) as p (programme)
    cross join lateral tests.call('office', 'task_create', '', '{}', jsonb_build_object('title', 'x', 'due_text', 'giữa năm', 'programme', p.programme)) as a (answer)$$,
    array['2025-06-30 giữa năm', '{"/due_text": "unclear-deadline"}', '{"/due_text": "unclear-deadline"}'], 'a task keeps its words as they were written');
update register.settings set value = 'next_workday' where name = 'deadline_shift';
select is_empty('select q.ends_on from quarters q where private.deadline_day(q.ends_on) <> q.ends_on', 'none of them is a day off: no shift moves it');
-- 14/6/2025 was a Saturday.
select is((select private.deadline_day(d.due_on) from private.deadline('trước ngày 15/6/2025') as d), '2025-06-16',
          'the last day of "trước ngày 15/6" is the 14th; it is shifted as any other last day is');
select finish();
rollback;
