-- oversight_rls.sql - tests: what an agency could do to oversight if it could say any SQL: see nothing of others, decide nothing, leave no false record.
begin;
set search_path = public, tap;
set local steer.today = '2025-06-12';
select plan(39);

-- Everything there is, of another agency.
select tests.call('office', 'document_create', '', '{}', '{"code":"31-QĐ/BCĐ","family":"party","type":"Quyết định","issuer_name":"x","issued_on":"2025-06-01","subject":"x"}');
select tests.task('RL-1', 'in_progress', 'ubnd-tinh'), tests.task('RL-2', 'in_progress', 'so-khcn');
select tests.push('ubnd-tinh', 'RL-1', 'rl-1', 'in_progress', '{"obstacles":[{"title":"Thiếu vốn","needs_level":"province"}]}');
select tests.call('ubnd-tinh', 'obstacle_create', '', '{}', '{"task":"RL-1","title":"Thiếu người","needs_level":"agency"}'),
       tests.call('office', 'obstacle_create', '', '{}', '{"task":"RL-2","title":"Chờ ý kiến","needs_level":"province"}'),
       tests.call('so-khcn', 'extension_create', 'RL-2', '{}', '{"reason":"x","due_on":"2026-03-31"}'),
       tests.call('ubnd-tinh', 'extension_create', 'RL-1', '{}', '{"reason":"x","due_on":"2026-03-31"}'),
       tests.call('office', 'urging_create', 'RL-1', '{}', '{"text_vi":"x"}'),
       tests.call('office', 'notice_address_patch', 'ubnd-tinh', '{"if_match":1}', '{"email":"vanthu@longan.gov.vn"}');
select tests.call('ubnd-tinh', 'solution_create', o.code, '{}', '{"text":"x"}') from register.obstacles o where o.title = 'Thiếu vốn';
select tests.call('office', 'inspection_create', '', '{}', '{"title":"x","starts_on":"2025-06-10","ends_on":"2025-06-20","document":"31-QĐ/BCĐ","agencies":["ubnd-tinh"],"tasks":["RL-1"],
    "members":[{"role":"head","agency":"tinh-uy"}]}'), tests.call('office', 'inspection_transition', 'KT-2025-0001', '{"if_match":1}', '{"action":"start"}');
select tests.call('office', 'finding_create', 'KT-2025-0001', '{}', '{"agency":"ubnd-tinh","kind":"other","text":"x"}'),
       tests.call('office', 'recommendation_create', 'KT-2025-0001', '{}', '{"agency":"ubnd-tinh","text":"x"}');
create temporary table theirs as
    select t.name, t.condition from (values
        ('obstacles', 'task_id = %L'), ('obstacle_solutions', 'obstacle_id in (select id from register.obstacles where task_id = %L)'), ('obstacle_events', 'agency_id = %2$L'),
        ('deadline_extensions', 'task_id = %L'), ('urgings', 'task_id = %L'), ('task_terms', 'task_id = %L'), ('task_events', 'task_id = %L'), ('status_updates', 'task_id = %L'),
        ('inspections', 'true'), ('inspection_agencies', 'true'), ('inspection_tasks', 'true'), ('inspection_members', 'true'), ('inspection_findings', 'true'),
        ('inspection_recommendations', 'true'), ('journal', 'true'), ('outbox', 'true'), ('notice_addresses', 'true')) as t (name, condition);
grant select on theirs to public;
create function pg_temp.seen(p_table text, p_condition text) returns text language plpgsql as $$
declare
    v_count bigint;
begin
    execute format('select count(*) from register.%I where ' || format(p_condition, private.task_id('RL-1'), private.agency_id('ubnd-tinh')), p_table) into v_count;
    return v_count;
exception when insufficient_privilege then return 'denied';
end
$$;
-- The condition names ids, which the agency could have heard of.
create temporary table wanted as select name, format(condition, private.task_id('RL-1'), private.agency_id('ubnd-tinh')) as condition from theirs;
grant select on wanted to public;
create temporary table ids as select (select id from register.tasks where code = 'RL-1') as task, (select id from register.tasks where code = 'RL-2') as own_task,
    private.agency_id('ubnd-tinh') as agency, private.agency_id('so-khcn') as own_agency, private.document_id('31-QĐ/BCĐ') as document,
    (select id from register.obstacles where title = 'Thiếu vốn') as obstacle, (select id from register.obstacles where title = 'Chờ ý kiến') as beyond;
grant select on ids to public;
select isnt(pg_temp.seen(w.name, w.condition), '0', 'there is something in ' || w.name) from wanted w;
-- One change each; 0 rows is as good as a refusal.
create function pg_temp.tried(p_statement text) returns text language plpgsql as $$
declare
    v_count bigint;
begin
    execute p_statement;
    get diagnostics v_count = row_count;
    return v_count;
exception when insufficient_privilege then return 'denied';
end
$$;
select tests.act_as('so-khcn', 'attack');
select ok(pg_temp.seen(w.name, w.condition) in ('0', 'denied'), 'of it an agency it does not concern sees nothing: ' || w.name) from wanted w;

select is_empty($$
    select s.statement, pg_temp.tried(s.statement) from (values
        ('update register.obstacles set state = ''solved'', closed_on = ''2025-06-12'''), ('update register.obstacles set needs_level = ''central'''), ('delete from register.obstacles'),
        ('update register.obstacle_events set reason = ''x'''), ('update register.obstacle_solutions set text = ''x'''),
        ('update register.deadline_extensions set state = ''granted'', due_on_granted = due_on_asked, decided_on = ''2025-06-12'', task_version = 2'),
        ('update register.deadline_extensions set state = ''refused'', decided_on = ''2025-06-12'', decision_reason = ''x'''), ('update register.deadline_extensions set due_on_asked = ''2030-01-01'''),
        ('update register.settings set value = ''none'''), ('update register.light_days set due_soon_workdays = 0'), ('update register.tasks set due_on = ''2030-01-01'''),
        ('update register.tasks set original_due_on = ''2030-01-01'''), ('update register.tasks set verified_on = ''2025-06-12'''),
        ('insert into register.urging_ladders (version, effective_on, note, client) values (99, ''2025-06-12'', ''x'', ''x'')'),
        ('insert into register.inspections (title, year, number, starts_on, ends_on) values (''x'', 2025, 99, ''2025-06-12'', ''2025-06-12'')'),
        ('delete from register.urgings'), ('select private.outbox_put(''x'', null, ''inspection'', ''x'', ''x'', ''[]'')'), ('select private.urging_due()'),
        ('select private.handover_due()'), ('select private.known_now()'), ('select api.urging_run('''', ''{}'', ''{}'')'), ('select api.outbox_list('''', ''{}'', ''{}'')'),
        ('select private.notice_reader(null)')) as s (statement)
    where pg_temp.tried(s.statement) not in ('0', 'denied')$$, 'nor changes anything that is not its to change');
select is_empty($$
    select s.what from ids i cross join lateral (values
        ('obstacle on a task of others', format('insert into register.obstacles (code, task_id, title, needs_level, raised_by_id, raised_on) values (''VM-X'', %L, ''x'', ''agency'', %L, ''2025-06-12'')', i.task, i.own_agency)),
        ('obstacle in the name of others', format('insert into register.obstacles (code, task_id, title, needs_level, raised_by_id, raised_on) values (''VM-X'', %L, ''x'', ''agency'', %L, ''2025-06-12'')', i.own_task, i.agency)),
        ('obstacle that is solved already', format('insert into register.obstacles (code, task_id, title, needs_level, raised_by_id, raised_on, state, closed_on) values (''VM-X'', %L, ''x'', ''agency'', %L, ''2025-06-12'', ''solved'', ''2025-06-12'')', i.own_task, i.own_agency)),
        ('step of an obstacle of others', format('insert into register.obstacle_events (obstacle_id, number, action, state, needs_level, occurred_on, agency_id, client) values (%L, 9, ''escalated'', ''open'', ''central'', ''2025-06-12'', %L, ''so-khcn'')', i.obstacle, i.own_agency)),
        ('solution to an obstacle of others', format('insert into register.obstacle_solutions (obstacle_id, number, text, needs_level, proposed_by_id, proposed_on, client) values (%L, 9, ''x'', ''agency'', %L, ''2025-06-12'', ''so-khcn'')', i.obstacle, i.own_agency)),
        ('extension for others', format('insert into register.deadline_extensions (code, task_id, asked_by, asked_on, reason, due_on_before, due_on_asked, due_precision, client) values (''GH-X'', %L, %L, ''2025-06-12'', ''x'', ''2025-06-12'', ''2026-06-12'', ''day'', ''so-khcn'')', i.task, i.own_agency)),
        ('push in the name of others', format('insert into register.status_updates (task_id, task_code, agency_id, client, source_system, event_id, state, result, task_state, task_version, content_hash) values (%L, ''x'', %L, ''x'', ''x'', ''x'', ''received'', ''accepted'', ''x'', 1, '''')', i.task, i.agency)),
        ('step that closes what is beyond it', format('insert into register.obstacle_events (obstacle_id, number, action, state, needs_level, occurred_on, document_id, agency_id, client) values (%L, 2, ''solved'', ''solved'', ''province'', ''2025-06-12'', %L, %L, ''so-khcn'')', i.beyond, i.document, i.own_agency)),
        ('move of a task of others', format('insert into register.task_events (task_id, version, action, from_state, to_state, occurred_on, client) values (%L, 99, ''verify'', ''reported'', ''verified'', ''2025-06-12'', ''so-khcn'')', i.task)),
        ('verification of its own', format('insert into register.task_events (task_id, version, action, from_state, to_state, occurred_on, client) values (%L, 99, ''verify'', ''reported'', ''verified'', ''2025-06-12'', ''so-khcn'')', i.own_task))
    ) as s (what, statement)
    where pg_temp.tried(s.statement) <> 'denied'$$, 'nor leaves a record that is not its to leave');
reset role;
select is((select count(*) from register.deadline_extensions where state <> 'asked'), 0::bigint, 'what was asked is asked');
select is((select count(*) from register.obstacles where state <> 'open'), 0::bigint, 'what is open is open');
select is(tests.got(tests.call('so-khcn', 'extension_withdraw', e.code, '{"if_match":1}', '{"reason":"x"}'), 'state'), 'withdrawn', 'what is its own it withdraws')
from register.deadline_extensions e join register.tasks t on t.id = e.task_id where t.code = 'RL-2';
select * from finish();
rollback;
