-- urging.sql - 20,000 open tasks of 120 agencies whose deadlines lie on 70 working days around 16/06/2025: each night about 2,000 rungs.
set session_replication_role = replica;

insert into register.agencies (code, name_vi, kind)
select 'urge-' || lpad(n::text, 3, '0'), 'Cơ quan đôn đốc số ' || n, 'department'
from generate_series(1, 120) as n;

with due as (
    select n as place, private.workday_add(date '2025-06-16', n) as day from generate_series(-35, 34) as n
)
insert into register.tasks (code, title, product, lead_agency_id, due_on, due_precision, state, assigned_on)
select 'U-' || s.n, 'Nhiệm vụ thực hiện Nghị quyết số 57-NQ/TW, việc thứ ' || s.n, 'Báo cáo', a.id, d.day, 'day',
       case s.n % 4 when 0 then 'assigned' when 1 then 'received' when 2 then 'in_progress' else 'returned' end, date '2025-01-02'
from generate_series(1, 20000) as s (n)
join register.agencies a on a.code = 'urge-' || lpad((1 + s.n % 120)::text, 3, '0')
join due d on d.place = s.n % 70 - 35;

insert into register.urging_ladders (version, effective_on, note, client) values (2, '2025-03-03', 'đo', 'bench');
insert into register.urging_rungs (ladder_version, code, place, after_rung, workdays, audience, text_vi, text_en)
select 2, r.code, r.place, r.after_rung, r.workdays, r.audience, r.text_vi, r.text_en
from register.urging_rungs r where r.ladder_version = 1 order by r.place;

vacuum analyze;
