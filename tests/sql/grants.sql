-- grants.sql - tests: who may call what and write where, from one list; a right that is not here is one too many.
begin;
set search_path = public, tap;
select plan(6);

-- Operation, and who may call it: p public, a agency, o office, l leader, u auditor, d admin, c clerk.
create temporary table operations (name text, callers text);
insert into operations values
    ('client_login', 'p'), ('client_assert', 'p'), ('client_key', 'p'), ('me', 'aolud'),
    ('agency_list', 'aolud'), ('agency_get', 'aolud'), ('agency_create', 'od'), ('agency_patch', 'od'),
    ('agency_changes', 'aolud'), ('agency_plan_create', 'od'), ('agency_plan_get', 'olud'), ('agency_plan_list', 'olud'),
    ('agency_plan_apply', 'od'), ('clerk_handover', 'c'),
    ('document_type_list', 'aolud'), ('document_list', 'aolud'), ('document_get', 'aolud'),
    ('document_create', 'o'), ('document_patch', 'o'),
    ('programme_list', 'aolud'), ('programme_get', 'aolud'), ('programme_create', 'o'), ('programme_patch', 'o'),
    ('target_list', 'aolud'),
    ('task_list', 'aolud'), ('task_get', 'aolud'), ('task_history', 'aolud'), ('task_create', 'o'), ('task_import', 'o'),
    ('task_patch', 'o'), ('task_transition', 'o'),
    ('task_completion', 'aolud'), ('task_contributions', 'aolud'), ('task_lint', 'aolud'), ('task_lint_get', 'aolud'),
    ('status_push', 'ao'), ('status_batch', 'ao'), ('status_list', 'aolud'),
    ('client_list', 'd'), ('client_get', 'd'), ('client_create', 'd'), ('client_patch', 'd'), ('client_rotate', 'd'),
    ('person_list', 'aolud'), ('person_get', 'aolud'), ('person_create', 'od'), ('person_patch', 'od'),
    ('post_list', 'aolud'), ('post_get', 'aolud'), ('post_holders', 'aolud'), ('post_create', 'od'), ('post_patch', 'od'), ('post_assign', 'od'),
    ('committee_list', 'aolud'), ('committee_get', 'aolud'), ('committee_seats', 'aolud'), ('committee_changes', 'aolud'),
    ('committee_decisions', 'aolud'), ('decision_get', 'aolud'), ('committee_desired', 'aolud'), ('committee_popolo', 'aolud'),
    ('plan_list', 'aolud'), ('plan_get', 'aolud'), ('committee_create', 'o'), ('plan_create', 'o'), ('plan_apply', 'o'),
    ('decision_correct', 'o'), ('plan_approve', 'ol'),
    ('calendar_get', 'aolud'), ('calendar_workdays', 'aolud'), ('light_rules', 'aolud'), ('calendar_import', 'o'),
    ('setting_list', 'olud'), ('setting_get', 'olud'), ('setting_patch', 'od'), ('task_deadlines', 'aolud'), ('task_extensions', 'aolud'),
    ('extension_list', 'aolud'), ('extension_get', 'aolud'), ('extension_create', 'ao'), ('extension_withdraw', 'ao'), ('extension_decide', 'o'),
    ('dashboard_summary', 'aolud'), ('dashboard_agencies', 'aolud'), ('dashboard_overdue', 'aolud'), ('dashboard_timeline', 'aolud'),
    ('dashboard_burnup', 'aolud'), ('dashboard_quality', 'aolud'),
    ('inspection_list', 'aolud'), ('inspection_get', 'aolud'), ('inspection_create', 'o'), ('inspection_patch', 'o'), ('inspection_transition', 'o'),
    ('finding_create', 'o'), ('recommendation_create', 'o'), ('recommendation_task', 'o'), ('recommendation_withdraw', 'o'),
    ('urging_rules_get', 'aolud'), ('urging_rules_put', 'o'), ('urging_rules_test', 'aolud'), ('urging_run', 'o'), ('urging_list', 'aolud'),
    ('urging_get', 'aolud'), ('urging_create', 'o'), ('urging_letter', 'aolud'), ('clerk_urge', 'c'),
    ('obstacle_list', 'aolud'), ('obstacle_get', 'aolud'), ('obstacle_create', 'ao'), ('solution_create', 'ao'), ('obstacle_transition', 'ao'),
    ('dashboard_obstacles', 'aolud'),
    ('client_revoke', 'd'), ('journal_list', 'ud'),
    ('outbox_list', 'oud'), ('outbox_get', 'oud'), ('outbox_retry', 'od'), ('clerk_outbox_take', 'c'), ('clerk_outbox_done', 'c'),
    ('notice_address_list', 'oud'), ('notice_address_get', 'oud'), ('notice_address_patch', 'od'),
    ('clerk_purge', 'c');
-- Table, privilege, and who has it; columns where it is not the whole table.
create temporary table writes (name text, privilege text, writers text);
insert into writes values
    ('agencies', 'INSERT', 'od'), ('agencies', 'UPDATE', 'od'),
    ('agency_identifiers', 'INSERT', 'od'), ('agency_versions', 'INSERT', 'od'), ('agency_changes', 'INSERT', 'od'),
    ('agency_successions', 'INSERT', 'od'), ('agency_change_plans', 'INSERT', 'od'), ('agency_handovers', 'INSERT', 'od'),
    ('documents', 'INSERT', 'o'), ('documents', 'UPDATE', 'o'), ('programmes', 'INSERT', 'o'), ('programmes', 'UPDATE', 'o'),
    ('tasks', 'INSERT', 'o'), ('tasks', 'UPDATE', 'o'), ('task_numbers', 'INSERT', 'o'), ('task_numbers', 'UPDATE', 'o'),
    ('task_events', 'INSERT', 'ao'), ('status_updates', 'INSERT', 'ao'),
    ('api_clients', 'INSERT', 'd'), ('api_clients', 'UPDATE', 'd'),
    ('people', 'INSERT', 'od'), ('people', 'UPDATE', 'od'), ('posts', 'INSERT', 'od'), ('posts', 'UPDATE', 'od'),
    ('post_versions', 'INSERT', 'od'), ('post_holders', 'INSERT', 'od'),
    ('committees', 'INSERT', 'o'), ('committees', 'UPDATE', 'o'), ('committee_versions', 'INSERT', 'o'),
    ('restructure_plans', 'INSERT', 'o'), ('decisions', 'INSERT', 'o'), ('seats', 'INSERT', 'o'), ('seat_versions', 'INSERT', 'o'),
    ('urging_ladders', 'INSERT', 'o'), ('urging_rungs', 'INSERT', 'o'), ('urgings', 'INSERT', 'o'),
    ('obstacles', 'INSERT', 'ao'), ('obstacle_solutions', 'INSERT', 'ao'), ('obstacle_events', 'INSERT', 'ao'),
    ('obstacle_numbers', 'INSERT', 'ao'), ('obstacle_numbers', 'UPDATE', 'ao'),
    ('calendar_days', 'INSERT', 'o'), ('calendar_days', 'UPDATE', 'o'),
    ('notice_addresses', 'INSERT', 'od'),
    ('inspections', 'INSERT', 'o'), ('inspections', 'UPDATE', 'o'), ('inspection_agencies', 'INSERT', 'o'), ('inspection_agencies', 'DELETE', 'o'),
    ('inspection_tasks', 'INSERT', 'o'), ('inspection_tasks', 'DELETE', 'o'), ('inspection_members', 'INSERT', 'o'), ('inspection_members', 'DELETE', 'o'),
    ('inspection_findings', 'INSERT', 'o'), ('inspection_recommendations', 'INSERT', 'o'), ('inspection_recommendations', 'UPDATE', 'o'),
    ('deadline_extensions', 'INSERT', 'ao'), ('extension_numbers', 'INSERT', 'ao'), ('extension_numbers', 'UPDATE', 'ao'),
    ('idempotency_records', 'INSERT', 'aold'), ('idempotency_records', 'DELETE', 'c'), ('used_assertions', 'DELETE', 'c');
create temporary table roles (letter text, name text);
insert into roles values ('p', 'steer_public'), ('a', 'steer_agency'), ('o', 'steer_office'), ('l', 'steer_leader'),
    ('u', 'steer_auditor'), ('d', 'steer_admin'), ('c', 'steer_clerk'), ('-', 'steer_api');

select results_eq(
    $$select p.proname::text collate "default" from pg_proc p where p.pronamespace = 'api'::regnamespace order by p.proname$$,
    $$select name from operations order by name$$, 'the list knows every operation');
select is_empty($$
    select r.name, p.proname from pg_proc p cross join roles r join operations o on o.name = p.proname
    where p.pronamespace = 'api'::regnamespace
      and has_function_privilege(r.name, p.oid, 'execute') <> (position(r.letter in o.callers) > 0)$$,
    'each operation is called by these roles and no other');
select is_empty($$
    select r.name, c.relname, v.privilege
    from pg_class c cross join roles r cross join (values ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE'), ('REFERENCES'), ('TRIGGER')) as v (privilege)
    left join writes w on w.name = c.relname and w.privilege = v.privilege
    where c.relnamespace = 'register'::regnamespace and c.relkind = 'r'
      and has_table_privilege(r.name, c.oid, v.privilege) <> (position(r.letter in coalesce(w.writers, '')) > 0)$$,
    'each table is written by these roles and no other; nobody truncates');
select results_eq($$
    select a.attname::text collate "default" from pg_attribute a
    where a.attrelid = 'register.tasks'::regclass and a.attnum > 0
      and has_column_privilege('steer_agency', a.attrelid, a.attnum, 'UPDATE') order by a.attname$$,
    array['expected_completion', 'last_pushed_at', 'progress_percent', 'reported_on', 'state', 'summary', 'updated_at', 'version'],
    'of a task an agency writes only how it stands');
select results_eq($$
    select p.proname::text collate "default" from pg_proc p
    where p.pronamespace = 'private'::regnamespace and has_function_privilege('steer_api', p.oid, 'execute') order by 1$$,
    array['admit', 'schema_version', 'undo'], 'the login role calls three helpers');
select is_empty($$
    select r.name, p.oid::regprocedure from pg_proc p cross join roles r
    where p.pronamespace = 'private'::regnamespace and has_function_privilege(r.name, p.oid, 'execute')
      and (p.proname = 'bootstrap_client' or p.proname ~ '^journal_'
           or p.proname ~ '^login_by_|^client_public_key$' and r.letter <> 'p'
           or p.proname = 'new_secret' and r.letter <> 'd')$$,
    'helpers with the rights of the owner are called by those who need them');
select finish();
rollback;
