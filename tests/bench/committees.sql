-- committees.sql - 120 people, two committees to restructure, and one with 10,000 seat versions: 500 lists of 20, as real committees have, each in force for eight days from 2000 on.
insert into register.people (code, name)
select 'bench-' || n, 'Người đo số ' || n from generate_series(0, 119) as n;

insert into register.committees (code)
values ('bench-60'), ('bench-plain'), ('bench-history');

insert into register.decisions (committee_id, kind, note, effective_on, known_at, client)
select c.id, 'establish', 'Để đo', '2000-01-01', (select private.known_now()), 'bench'
from register.committees c where c.code in ('bench-plain', 'bench-history');

insert into register.committee_versions (committee_id, state, name_vi, issuer_id, part_time, decision_id, valid, known)
select c.id, case when d.id is null then 'draft' else 'active' end, 'Ban Chỉ đạo để đo', a.id, true, d.id,
       daterange(d.effective_on, null), tstzrange((select private.known_now()), null)
from register.agencies a, register.committees c left join register.decisions d on d.committee_id = c.id
where a.code = 'tinh-uy' and c.code like 'bench-%';

insert into register.seats (committee_id, person_id)
select c.id, p.id
from register.committees c join register.people p on p.code like 'bench-%'
where c.code in ('bench-plain', 'bench-history');

-- One decision after the other would take minutes: these are the rows they leave.
insert into register.seat_versions (seat_id, committee_id, person_id, role, head, place, opened_by_id, closed_by_id, valid, known)
select s.id, c.id, p.id, case when l.place = 0 then 'truong_ban' else 'uy_vien' end, l.place = 0, l.place + 1, d.id, d.id,
       daterange(date '2000-01-01' + l.list * 8, date '2000-01-01' + l.list * 8 + 8), tstzrange((select private.known_now()), null)
from (select list, place, 'bench-' || (place + list % 4 * 20) as person
      from generate_series(0, 499) as list, generate_series(0, 19) as place) as l
join register.people p on p.code = l.person
join register.committees c on c.code = 'bench-history'
join register.decisions d on d.committee_id = c.id
join register.seats s on s.committee_id = c.id and s.person_id = p.id;

vacuum analyze;
