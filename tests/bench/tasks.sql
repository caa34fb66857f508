-- tasks.sql - 100,000 tasks with codes 100001 to 200000 for the benchmark: so-khcn leads 10,000 of them, eighteen more agencies 5,000 each; words enough to search; each with a status.
insert into register.agencies (code, name_vi, kind)
select 'bench-' || lpad(n::text, 2, '0'), 'Cơ quan đo số ' || n, 'department'
from generate_series(1, 18) as n;

insert into register.tasks (code, title, product, due_text, due_on, due_precision, original_due_on, lead_agency_id,
                            co_agency_ids, state, assigned_on, key)
select n.code::text,
       'Nhiệm vụ ' || n.code || ': ' || w.words[1 + n.code % 8] || ' ' || w.words[1 + (n.code / 8) % 8]
           || ' tại ' || w.places[1 + n.code % 5],
       'Báo cáo kết quả ' || w.words[1 + (n.code / 64) % 8], to_char(d.due_on, 'DD/MM/YYYY'), d.due_on, 'day', d.due_on,
       (select id from register.agencies where code = a.lead),
       case when n.code % 3 = 0 then array(select id from register.agencies where code = a.helper) else '{}' end,
       (array['assigned', 'received', 'in_progress'])[1 + n.code % 3], date '2025-04-01', n.code % 10 = 0
from generate_series(100001, 200000) as n (code)
cross join (values (
    array['hạ tầng số', 'dữ liệu mở', 'nhân lực chất lượng cao', 'đổi mới sáng tạo', 'chuyển đổi số', 'khoa học và công nghệ',
          'dịch vụ công trực tuyến', 'an toàn thông tin'],
    array['các sở, ngành', 'các huyện', 'các xã', 'doanh nghiệp', 'trường học'])) as w (words, places)
cross join lateral (select date '2025-04-01' + n.code % 640 as due_on) as d
cross join lateral (select case when n.code <= 110000 then 'so-khcn'
                                else 'bench-' || lpad((1 + (n.code - 110001) / 5000)::text, 2, '0') end as lead,
                           (array['tinh-uy', 'ubnd-tinh', 'hdnd-tinh'])[1 + n.code / 3 % 3] as helper) as a;

-- As in a register that has been at work: plans made on an empty table are others.
insert into register.status_updates (task_id, task_code, agency_id, client, source_system, event_id, state, progress_percent,
                                     summary, result, task_state, task_version, content_hash)
select t.id, t.code, t.lead_agency_id, a.code, a.code, 'history-' || t.code, 'in_progress', 20,
       'Đã xây dựng kế hoạch', 'accepted', t.state, t.version, sha256(convert_to(t.code, 'UTF8'))
from register.tasks t join register.agencies a on a.id = t.lead_agency_id
where t.code between '100001' and '200000' and length(t.code) = 6;

vacuum analyze;
