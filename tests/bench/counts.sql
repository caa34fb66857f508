-- counts.sql - 20,000 tasks of 120 agencies with 200,000 status updates and what moved them over the year 2025, for the official counts.
set session_replication_role = replica;

insert into register.agencies (code, name_vi, kind)
select 'count-' || lpad(n::text, 3, '0'), 'Cơ quan đếm số ' || n, 'department'
from generate_series(1, 120) as n;

-- Of ten: four verified, one reported, one returned, four under way; a fifth of the deadlines is long past.
insert into register.tasks (code, title, product, lead_agency_id, due_on, due_precision, state, reported_on, last_pushed_at, version, created_at, updated_at)
select 'C-' || n, 'Nhiệm vụ ' || n, 'Báo cáo', a.id, date '2025-01-01' + n % 730, 'day',
       case when n % 10 < 4 then 'verified' when n % 10 = 4 then 'reported' when n % 10 = 5 then 'returned' else 'in_progress' end,
       case when n % 10 < 6 then date '2025-02-01' + n % 300 end, timestamptz '2025-12-20T08:00:00+07:00', 14,
       timestamptz '2025-01-02T08:00:00+07:00', timestamptz '2025-12-20T08:00:00+07:00' + n % 10 * interval '1 day'
from generate_series(1, 20000) as n
join register.agencies a on a.code = 'count-' || lpad((1 + n % 120)::text, 3, '0');

insert into register.task_terms (task_id, lead_agency_id, key, regular, due_on, gaps, recorded_at)
select t.id, t.lead_agency_id, false, false, t.due_on - s.step * 10, private.task_gaps(t), t.created_at + s.step * interval '100 days'
from register.tasks t cross join generate_series(0, 2) as s (step)
where t.code like 'C-%'
order by t.id, s.step;

insert into register.task_events (task_id, version, action, from_state, to_state, occurred_on, recorded_at, client)
select t.id, m.version, m.action, m.from_state, m.to_state, coalesce(t.reported_on, date '2025-01-10'),
       case when m.version < 4 then t.created_at else t.reported_on + interval '10 days' end, 'bench'
from register.tasks t
join (values (2, 'assign', 'draft', 'assigned'), (3, 'start', 'assigned', 'in_progress'), (4, 'report', 'in_progress', 'reported'),
             (5, 'verify', 'reported', 'verified'), (6, 'return', 'reported', 'returned'))
     as m (version, action, from_state, to_state)
     on m.version < 4 or m.version = 4 and t.state in ('reported', 'verified', 'returned') or m.to_state = t.state and m.version > 4
where t.code like 'C-%';

insert into register.status_updates (task_id, task_code, agency_id, client, source_system, event_id, state, result, task_state,
                                     task_version, content_hash, received_at)
select t.id, t.code, t.lead_agency_id, 'bench', 'bench', t.code || '-' || n, 'in_progress', 'accepted', 'in_progress', n, '',
       t.created_at + n * interval '35 days'
from register.tasks t cross join generate_series(1, 10) as n
where t.code like 'C-%'
order by n, t.id;

vacuum analyze;
