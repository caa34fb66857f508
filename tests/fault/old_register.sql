-- old_register.sql - rows as the releases before oversight left them: up to the schema change "calendar", written at different times.
insert into register.agencies (code, name_vi, kind) values ('so-khcn', 'Sở Khoa học và Công nghệ', 'department');
insert into register.agency_versions (agency_id, name_vi, kind, valid, known)
select id, name_vi, kind, daterange(null, null), tstzrange('2025-01-01', null) from register.agencies;
insert into register.calendar_days (day, kind, name_vi, source) values ('2025-09-02', 'off', 'Quốc khánh', 'unverified');
update register.settings set value = 'required' where name = 'plan_approval';
insert into register.tasks (code, title, product, lead_agency_id, due_text, due_on, due_precision, original_due_on, state, assigned_on,
                            reported_on, verified_on, version)
select m.code, 'Nhiệm vụ ' || m.code, 'Báo cáo', a.id, 'Quý II/2025', '2025-06-30', 'quarter', '2025-06-30', m.state, '2025-01-02',
       m.reported_on, m.verified_on, m.version
from register.agencies a,
     (values ('CU-1', 'reported', date '2025-06-20', null::date, 3), ('CU-2', 'verified', '2025-06-20', '2025-06-25', 4),
             ('CU-3', 'returned', null, null, 4), ('CU-4', 'blocked', null, null, 3), ('CU-5', 'in_progress', null, null, 3))
     as m (code, state, reported_on, verified_on, version);
insert into register.tasks (code, title) values ('CU-6', 'Dự thảo chưa rõ việc');

insert into register.task_events (task_id, version, action, from_state, to_state, reason, occurred_on, client)
select t.id, m.version, m.action, m.from_state, m.to_state, m.reason, m.occurred_on, 'office'
from register.tasks t
join (values (null, 2, 'assign', 'draft', 'assigned', null, date '2025-01-02'),
             ('CU-1', 3, 'report', 'assigned', 'reported', null, '2025-06-20'),
             ('CU-2', 3, 'report', 'assigned', 'reported', null, '2025-06-20'),
             ('CU-2', 4, 'verify', 'reported', 'verified', null, '2025-06-25'),
             ('CU-3', 3, 'report', 'assigned', 'reported', null, '2025-06-20'),
             ('CU-3', 4, 'return', 'reported', 'returned', 'Thiếu phụ lục', '2025-06-21'),
             ('CU-4', 3, 'block', 'assigned', 'blocked', 'Chờ trung ương', '2025-03-01'))
     as m (code, version, action, from_state, to_state, reason, occurred_on) on coalesce(m.code, t.code) = t.code
where t.state <> 'draft';

insert into register.status_updates (task_id, task_code, agency_id, client, source_system, event_id, sequence, state, progress_percent,
                                     summary, evidence, obstacles, result, task_state, task_version, content_hash, received_at)
select t.id, t.code, t.lead_agency_id, 'so-khcn', 'so-khcn', 'cu-' || t.code, 1, case t.code when 'CU-1' then 'reported' else 'in_progress' end, 80,
       'Đang làm', '[{"url": "https://so-khcn.example/bc"}]', '[{"title": "Chưa có định mức", "needs_level": "province"}]', 'accepted',
       t.state, 3, sha256(t.code::bytea), '2025-06-20 08:00+07'
from register.tasks t where t.code in ('CU-1', 'CU-5');

-- The journal, as the triggers of those releases wrote it.
insert into register.journal (operation, client, role, request, action, object_kind, object_id, object_code, after)
select 'task_create', 'office', 'steer_office', '', 'insert', 'task', t.id::text, t.code, jsonb_build_object('version', 1, 'due_text', t.due_text)
from register.tasks t;
