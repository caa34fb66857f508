-- plans.sql - tests: on 100,000 tasks lists with filter and search are found through indexes, for the office and for an agency; so is a list of seats among 10,000 versions, and the past of a task for the counts. In a database of its own.
\connect plans
set search_path = public, tap;
select plan(25);

-- Filled past the triggers: the plans are what is tested.
set session_replication_role = replica;
insert into register.agencies (code, name_vi, kind)
select 'co-quan-' || n, 'Cơ quan ' || n, 'other' from generate_series(1, 150) as n;
insert into register.tasks (code, title, product, due_on, due_precision, lead_agency_id, co_agency_ids, state, reported_on, key, updated_at)
select 'NV-' || n, 'Nhiệm vụ ' || n || ': ' || w.words[1 + n % 8] || ' ' || w.words[1 + n / 8 % 8], 'Báo cáo ' || w.words[1 + n / 64 % 8],
       date '2025-01-01' + n % 700, 'day', a.ids[1 + n % 150], case n % 3 when 0 then array[a.ids[1 + (n + 75) % 150]] else '{}' end,
       (array['assigned', 'received', 'in_progress', 'verified'])[1 + n % 4], date '2025-02-01', n % 10 = 0, timestamptz '2025-01-01' + n * interval '1 minute'
from generate_series(1, 100000) as n
cross join (select array_agg(id order by code) as ids from register.agencies where code like 'co-quan-%') as a
cross join (select array['hạ tầng số', 'dữ liệu mở', 'nhân lực', 'đổi mới', 'chuyển đổi số', 'khoa học', 'dịch vụ công', 'an toàn'] as words) as w;
insert into register.status_updates (task_id, task_code, client, source_system, event_id, sequence, state, result, task_state, task_version, content_hash)
select t.id, t.code, 'co-quan-7', 'co-quan-7', 'e' || n, n, 'in_progress', 'accepted', 'in_progress', 2, '\x00'
from (select id, code, row_number() over (order by code) as n from register.tasks limit 20000) as t;
insert into register.task_terms (task_id, lead_agency_id, key, regular, due_on, gaps, recorded_at)
select t.id, t.lead_agency_id, t.key, false, t.due_on, '{}', t.updated_at from register.tasks t;
insert into register.task_events (task_id, version, action, from_state, to_state, occurred_on, recorded_at, client)
select t.id, 1, 'assign', 'draft', 'assigned', t.updated_at::date, t.updated_at, 'x' from register.tasks t;
-- 400 lists of 25, each in force for ten days: the rows that 400 decisions leave.
insert into register.people (code, name) select 'nguoi-' || n, 'Người ' || n from generate_series(0, 99) as n;
insert into register.committees (code) values ('bcd-10000');
insert into register.decisions (committee_id, kind, note, effective_on, known_at, client)
select c.id, 'establish', 'x', '2000-01-01', k.at, 'x' from register.committees c, register.known_clock k where c.code = 'bcd-10000';
insert into register.seats (committee_id, person_id)
select d.committee_id, p.id from register.decisions d, register.people p where d.note = 'x' and p.code like 'nguoi-%';
insert into register.seat_versions (seat_id, committee_id, person_id, role, head, place, opened_by_id, closed_by_id, valid, known)
select s.id, d.committee_id, p.id, case l.place when 0 then 'truong_ban' else 'uy_vien' end, l.place = 0, l.place, d.id, d.id,
       daterange(date '2000-01-01' + l.list * 10, date '2000-01-01' + l.list * 10 + 10), tstzrange(d.known_at, null)
from (select list, place, 'nguoi-' || (place + list % 4 * 25) as person from generate_series(0, 399) as list, generate_series(0, 24) as place) as l
join register.people p on p.code = l.person
join register.decisions d on d.note = 'x'
join register.seats s on s.committee_id = d.committee_id and s.person_id = p.id;
set session_replication_role = origin;
vacuum analyze register.tasks, register.task_terms, register.task_events, register.agencies, register.status_updates, register.seat_versions, register.seats, register.people, register.committees, register.decisions;
select private.bootstrap_client('co-quan-7', 'x', 'agency', 'co-quan-7', '{task:read,status:push}') \gset

-- The plan of a page of tasks, as the daemon's request would get it.
create function pg_temp.plan_of(p_client text, p_options jsonb) returns text language plpgsql as $$
declare
    v_options jsonb;
    v_plan json;
begin
    perform tests.act_as(p_client, 'task_list');
    v_options := private.task_list_options(p_options || '{"limit":50}');
    execute 'explain (format json) ' || private.list_statement(private.task_list_parts(p_options), p_options ? 'cursor')
        into v_plan using v_options, null::text[], 50;
    perform set_config('role', 'none', true);
    return v_plan::text;
end
$$;
-- "Seq Scan on tasks", or the indexes that are used.
create function pg_temp.way(p_plan text) returns text language sql as $$
    select coalesce(
        (select 'every task' where p_plan ~ '"Node Type": "Seq Scan",[^}]*"Relation Name": "tasks"'),
        (select string_agg(distinct m[1], ' ' order by m[1]) from regexp_matches(p_plan, '"Index Name": "(tasks_\w+)"', 'g') as m));
$$;
-- pg_stat_xact_ also counts what a session did before, until that has been passed on: at most once a second.
select pg_stat_force_next_flush();
begin;
select matches(pg_temp.way(pg_temp.plan_of(c.client, c.options)), '^(' || c.way || ')$', c.client || ' ' || c.options)
from (values
    ('office', '{}'::jsonb, 'tasks_code_key'),
    ('office', '{"q":"khoa hoc 77"}', 'tasks_search'),
    ('office', '{"q":"du lieu mo nhan luc","state":["assigned"],"sort":"due_on"}', 'tasks_search'),
    ('office', '{"agency":"co-quan-7","sort":"due_on"}', 'tasks_agencies|tasks_due_on'),
    ('office', '{"sort":"-updated_at"}', 'tasks_updated_at'),
    ('office', '{"sort":"title"}', 'tasks_title'),
    ('office', '{"modified_since":"2025-03-11T00:00:00+07:00","state":["assigned"]}', 'tasks_updated_at'),
    ('office', '{"due_from":"2025-03-01","due_to":"2025-03-01"}', 'tasks_due_on'),
    ('co-quan-7', '{}', 'tasks_agencies|tasks_code_key'),
    ('co-quan-7', '{"q":"khoa hoc","state":["assigned"]}', 'tasks_agencies'),
    ('co-quan-7', '{"overdue":true,"sort":"due_on"}', 'tasks_agencies|tasks_due_on'),
    ('office', '{"light":["red"],"sort":"due_on"}', 'tasks_due_on'),
    ('office', '{"light":["amber","grey"]}', 'tasks_code_key'),
    ('office', '{"light":["red"],"q":"khoa hoc 77"}', 'tasks_search'),
    ('co-quan-7', '{"light":["amber"]}', 'tasks_agencies|tasks_code_key')
) as c (client, options, way);

-- The hot path: its kept plans read no table from end to end.
create temporary table before as select seq_scan, idx_scan from pg_stat_xact_user_tables where relid = 'register.tasks'::regclass;
select is((select count(*) from generate_series(1, 20) as n
    where tests.call('co-quan-7', 'task_get', (select code from register.tasks where lead_agency_id = private.agency_id('co-quan-7') limit 1)) ->> 'status' = '200'), 20::bigint,
    'tasks are read');
select is((select count(*) from (select code, row_number() over (order by code) as n from register.tasks where lead_agency_id = private.agency_id('co-quan-7')
                                   and state <> 'verified' order by code limit 20) as t
    where tests.push('co-quan-7', t.code, 'plan-' || t.n, 'in_progress', '{}', '{"sequence":9999999}') ->> 'status' = '201'), 20::bigint, 'and pushed to');
select is((select count(*) from pg_stat_xact_user_tables where schemaname = 'register' and relname in ('status_updates', 'journal', 'task_events') and seq_scan > 0), 0::bigint,
    'without reading the history from end to end');

-- The list of a committee, of any day: only what stands on it is fetched.
create temporary table lists as
select tests.call('leader', 'committee_seats', 'bcd-10000', jsonb_build_object('valid_at', date '2000-01-05' + n * 200)) as answer from generate_series(0, 19) as n;
select is((select count(*) from lists where jsonb_array_length(answer #> '{body,items}') = 25), 20::bigint, 'lists of seats are read');
select is((select count(*) from pg_stat_xact_user_tables where schemaname = 'register' and relname in ('seat_versions', 'people') and seq_scan > 0), 0::bigint,
    'through indexes');
select cmp_ok((select idx_tup_fetch from pg_stat_xact_user_tables where relid = 'register.seat_versions'::regclass), '<=', 20 * 25 * 2::bigint, 'that lead to the day, not past all the others');
set local plan_cache_mode = force_generic_plan;
create function pg_temp.plan_of_seats() returns text language plpgsql as $$
declare
    v_plan json;
begin
    prepare seats (uuid, date, timestamptz) as
        select q.place from register.seat_versions q where q.committee_id = $1 and q.valid @> $2 and q.known @> $3;
    execute format('explain (format json) execute seats (%L, %L, %L)', gen_random_uuid(), '2005-06-15', now()) into v_plan;
    return v_plan::text;
end
$$;
select matches(pg_temp.plan_of_seats(), '"Index Name": "seat_versions_list"', 'the index that lists are for');

-- The counts: one pass over the tasks, and the past only of those that changed since.
create function pg_temp.plan_of_counts(p_client text, p_options jsonb) returns text language plpgsql as $$
declare
    v_options jsonb;
    v_plan json;
begin
    perform tests.act_as(p_client, 'dashboard_summary');
    v_options := private.counts_options(p_options);
    execute 'explain (analyze, timing off, format json) select c.total from ' || private.counts_statement(v_options) || ' as c'
        into v_plan using v_options;
    perform set_config('role', 'none', true);
    return v_plan::text;
end
$$;
-- How often the tables of the past were looked into.
create function pg_temp.looked_into_past(p_plan text) returns bigint language sql as $$
    select coalesce(sum(m[2]::bigint), 0)
    from regexp_matches(p_plan, '"Relation Name": "(task_terms|task_events|status_updates)".*?"Actual Loops": (\d+)', 'g') as m;
$$;
select is(pg_temp.looked_into_past(pg_temp.plan_of_counts('leader', '{}')), 0::bigint, 'the counts of today do not look into the past');
select matches(pg_temp.way(pg_temp.plan_of_counts('co-quan-7', '{}')), '^tasks_agencies', 'those an agency may see are found through an index');
select doesnt_match(pg_temp.plan_of_counts('leader', '{"as_of":"2025-03-10"}'), '"Node Type": "Seq Scan",[^}]*"Relation Name": "(task_terms|task_events|status_updates)"',
    'the past of a task is found through indexes');
select finish();
rollback;
