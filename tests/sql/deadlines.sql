-- deadlines.sql - tests: the words of a deadline mean a day, by the Civil Code, art. 146-148; what is not understood is said so.
begin;
set search_path = public, tap;
select plan(3);

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
    ('Cuối tháng 2/2025', '2025-02-28', 'day', false), ('Đến hết tháng 9/2025', '2025-09-30', 'month', false),
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
        'Năm 25', 'tháng 6', 'Quý II', 'giữa quý II/2025', 'đầu quý II/2025', 'giữa tháng', 'trước ngày 31/6/2025', 'trước ngày 15/6', 'trước tháng 6/2025', 'sau ngày 15/6/2025', '6/2025', 'bất thường xuyên', 'trước mắt', '32 tháng 1 năm 2025', 'Năm 2025 hoặc 2026',
        'thường xuyênn']) as w (words)
    cross join lateral private.deadline(w.words) d
    where d.understood or d.due_on is not null or d.due_precision <> 'none'$$, 'these mean nothing, and no day is guessed');
select is_empty($$
    select y.year, m.month from generate_series(1990, 2100) as y (year), generate_series(1, 12) as m (month)
    cross join lateral private.deadline(format('Tháng %s/%s', m.month, y.year)) as d
    where d.due_on + 1 <> (make_date(y.year, m.month, 1) + interval '1 month')::date$$, 'a month ends on its last day, in every year');
select finish();
rollback;
