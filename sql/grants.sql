-- grants.sql - who may do what, on one page: first nobody anything, then every right there is. Runs in one transaction with the functions.
--
-- What a role may see and change of a table's rows is further narrowed by its policies, which stand
-- with the table in migrations/deploy. Functions of schema api run with the caller's rights.

-- 1. Nothing.
do $$
declare
    everybody constant text := 'public, steer_api, steer_public, steer_agency, steer_office, steer_leader, steer_auditor, steer_admin, steer_clerk';
begin
    execute 'revoke all on schema register, private, api from ' || everybody;
    execute 'revoke all on all tables in schema register from ' || everybody;
    execute 'revoke all on all sequences in schema register from ' || everybody;
    execute 'revoke all on all functions in schema private, api from ' || everybody;
end
$$;

-- 2. What the daemon calls around a request, and the names it prepares. No right to any row.
grant usage on schema private, api to steer_api;
grant execute on function private.admit(bigint, text), private.undo(), private.schema_version() to steer_api;

-- 3. The schemas.
grant usage on schema private, api to steer_public;
grant usage on schema register, private, api to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin, steer_clerk;
reset role;
grant usage on schema extensions to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
set local role steer_owner;

-- 4. Helpers that run with the caller's rights give nobody anything: to all who come with a token.
--    Those that run with the owner's are named one by one in 5.
do $$
declare
    helper record;
begin
    for helper in
        select p.oid::regprocedure as name
        from pg_catalog.pg_proc p
        where p.pronamespace = 'private'::regnamespace and not p.prosecdef
          and p.proname not in ('bootstrap_client', 'journal_function')
          and p.prorettype <> 'trigger'::regtype
    loop
        execute format('grant execute on function %s to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin',
                       helper.name);
    end loop;
end
$$;
grant execute on function private.nfc(jsonb), private.answer(integer, json, integer, text),
    private.refuse(integer, text, jsonb, jsonb), private.undo() to steer_public, steer_clerk;
grant execute on function private.outbox_standing() to steer_clerk;

-- 5. Helpers that run with the owner's rights.
grant execute on function private.login_by_secret(jsonb), private.login_by_assertion(jsonb),
    private.client_public_key(text) to steer_public;
grant execute on function private.task_journal(uuid)
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
grant execute on function private.new_secret(uuid, interval) to steer_admin;
grant execute on function private.agency_holdings(uuid[], date) to steer_office, steer_leader, steer_auditor, steer_admin;
grant execute on function private.handovers_awaiting(uuid) to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
grant execute on function private.handover_hold(date, uuid[]) to steer_office, steer_admin;
grant execute on function private.handover_due() to steer_office, steer_admin, steer_clerk;
grant execute on function private.obstacles_settle(uuid[]) to steer_agency, steer_office;
grant execute on function private.known_now() to steer_office, steer_admin, steer_clerk;
grant execute on function private.contact_masked(uuid) to steer_agency, steer_leader, steer_auditor;
grant execute on function private.contact_read(uuid) to steer_office, steer_admin;
grant execute on function private.outbox_put(text, uuid, text, text, text, jsonb) to steer_office, steer_clerk;
grant execute on function private.urging_due() to steer_office, steer_clerk;
grant execute on function private.notice_reader(uuid) to steer_office, steer_auditor, steer_admin, steer_clerk;

-- 6. Operations.
grant execute on function api.client_login(text, jsonb, jsonb), api.client_assert(text, jsonb, jsonb),
    api.client_key(text, jsonb, jsonb) to steer_public;
grant execute on function
    api.me(text, jsonb, jsonb),
    api.agency_list(text, jsonb, jsonb), api.agency_get(text, jsonb, jsonb), api.agency_changes(text, jsonb, jsonb),
    api.document_type_list(text, jsonb, jsonb),
    api.document_list(text, jsonb, jsonb), api.document_get(text, jsonb, jsonb),
    api.programme_list(text, jsonb, jsonb), api.programme_get(text, jsonb, jsonb),
    api.target_list(text, jsonb, jsonb),
    api.task_list(text, jsonb, jsonb), api.task_get(text, jsonb, jsonb), api.task_history(text, jsonb, jsonb),
    api.task_completion(text, jsonb, jsonb), api.task_contributions(text, jsonb, jsonb),
    api.task_lint(text, jsonb, jsonb), api.task_lint_get(text, jsonb, jsonb),
    api.status_list(text, jsonb, jsonb),
    api.dashboard_summary(text, jsonb, jsonb), api.dashboard_agencies(text, jsonb, jsonb), api.dashboard_overdue(text, jsonb, jsonb),
    api.dashboard_timeline(text, jsonb, jsonb), api.dashboard_burnup(text, jsonb, jsonb), api.dashboard_quality(text, jsonb, jsonb)
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
grant execute on function api.status_push(text, jsonb, jsonb), api.status_batch(text, jsonb, jsonb)
    to steer_agency, steer_office;
grant execute on function api.obstacle_list(text, jsonb, jsonb), api.obstacle_get(text, jsonb, jsonb), api.dashboard_obstacles(text, jsonb, jsonb)
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
grant execute on function api.obstacle_create(text, jsonb, jsonb), api.solution_create(text, jsonb, jsonb),
    api.obstacle_transition(text, jsonb, jsonb)
    to steer_agency, steer_office;
grant execute on function api.agency_create(text, jsonb, jsonb), api.agency_patch(text, jsonb, jsonb),
    api.agency_plan_create(text, jsonb, jsonb), api.agency_plan_apply(text, jsonb, jsonb)
    to steer_office, steer_admin;
grant execute on function api.agency_plan_get(text, jsonb, jsonb), api.agency_plan_list(text, jsonb, jsonb)
    to steer_office, steer_leader, steer_auditor, steer_admin;
grant execute on function
    api.document_create(text, jsonb, jsonb), api.document_patch(text, jsonb, jsonb),
    api.programme_create(text, jsonb, jsonb), api.programme_patch(text, jsonb, jsonb),
    api.task_create(text, jsonb, jsonb), api.task_import(text, jsonb, jsonb),
    api.task_patch(text, jsonb, jsonb), api.task_transition(text, jsonb, jsonb)
    to steer_office;
grant execute on function
    api.client_list(text, jsonb, jsonb), api.client_get(text, jsonb, jsonb),
    api.client_create(text, jsonb, jsonb), api.client_patch(text, jsonb, jsonb),
    api.client_rotate(text, jsonb, jsonb), api.client_revoke(text, jsonb, jsonb)
    to steer_admin;
grant execute on function
    api.person_list(text, jsonb, jsonb), api.person_get(text, jsonb, jsonb),
    api.post_list(text, jsonb, jsonb), api.post_get(text, jsonb, jsonb), api.post_holders(text, jsonb, jsonb),
    api.committee_list(text, jsonb, jsonb), api.committee_get(text, jsonb, jsonb), api.committee_seats(text, jsonb, jsonb),
    api.committee_changes(text, jsonb, jsonb), api.committee_decisions(text, jsonb, jsonb), api.decision_get(text, jsonb, jsonb),
    api.committee_desired(text, jsonb, jsonb), api.committee_popolo(text, jsonb, jsonb),
    api.plan_list(text, jsonb, jsonb), api.plan_get(text, jsonb, jsonb)
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
grant execute on function
    api.person_create(text, jsonb, jsonb), api.person_patch(text, jsonb, jsonb),
    api.post_create(text, jsonb, jsonb), api.post_patch(text, jsonb, jsonb), api.post_assign(text, jsonb, jsonb)
    to steer_office, steer_admin;
grant execute on function
    api.committee_create(text, jsonb, jsonb), api.plan_create(text, jsonb, jsonb), api.plan_apply(text, jsonb, jsonb),
    api.decision_correct(text, jsonb, jsonb)
    to steer_office;
grant execute on function api.plan_approve(text, jsonb, jsonb) to steer_office, steer_leader;
grant execute on function api.calendar_get(text, jsonb, jsonb), api.calendar_workdays(text, jsonb, jsonb),
    api.light_rules(text, jsonb, jsonb)
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
grant execute on function api.calendar_import(text, jsonb, jsonb) to steer_office;
grant execute on function api.setting_list(text, jsonb, jsonb), api.setting_get(text, jsonb, jsonb)
    to steer_office, steer_leader, steer_auditor, steer_admin;
grant execute on function api.setting_patch(text, jsonb, jsonb) to steer_office, steer_admin;
grant execute on function api.extension_list(text, jsonb, jsonb), api.extension_get(text, jsonb, jsonb),
    api.task_extensions(text, jsonb, jsonb), api.task_deadlines(text, jsonb, jsonb)
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
grant execute on function api.extension_create(text, jsonb, jsonb), api.extension_withdraw(text, jsonb, jsonb)
    to steer_agency, steer_office;
grant execute on function api.extension_decide(text, jsonb, jsonb) to steer_office;
grant execute on function api.inspection_list(text, jsonb, jsonb), api.inspection_get(text, jsonb, jsonb)
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
grant execute on function
    api.inspection_create(text, jsonb, jsonb), api.inspection_patch(text, jsonb, jsonb), api.inspection_transition(text, jsonb, jsonb),
    api.finding_create(text, jsonb, jsonb), api.recommendation_create(text, jsonb, jsonb),
    api.recommendation_task(text, jsonb, jsonb), api.recommendation_withdraw(text, jsonb, jsonb)
    to steer_office;
grant execute on function
    api.urging_rules_get(text, jsonb, jsonb), api.urging_rules_test(text, jsonb, jsonb),
    api.urging_list(text, jsonb, jsonb), api.urging_get(text, jsonb, jsonb), api.urging_letter(text, jsonb, jsonb)
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
grant execute on function
    api.urging_rules_put(text, jsonb, jsonb), api.urging_run(text, jsonb, jsonb), api.urging_create(text, jsonb, jsonb)
    to steer_office;
grant execute on function api.clerk_urge(text, jsonb, jsonb) to steer_clerk;
grant execute on function api.journal_list(text, jsonb, jsonb) to steer_auditor, steer_admin;
grant execute on function api.clerk_purge(text, jsonb, jsonb), api.clerk_handover(text, jsonb, jsonb) to steer_clerk;
grant execute on function api.clerk_outbox_take(text, jsonb, jsonb), api.clerk_outbox_done(text, jsonb, jsonb) to steer_clerk;
grant execute on function
    api.outbox_list(text, jsonb, jsonb), api.outbox_get(text, jsonb, jsonb),
    api.notice_address_list(text, jsonb, jsonb), api.notice_address_get(text, jsonb, jsonb)
    to steer_office, steer_auditor, steer_admin;
grant execute on function api.outbox_retry(text, jsonb, jsonb), api.notice_address_patch(text, jsonb, jsonb)
    to steer_office, steer_admin;

-- 7. Tables. Nobody gets TRUNCATE; nobody but triggers writes to the journal and the departures.
grant select on
    register.agencies, register.agency_identifiers, register.agency_versions, register.agency_changes,
    register.agency_successions, register.document_types, register.documents,
    register.programmes, register.targets, register.transitions,
    register.tasks, register.task_events, register.task_terms, register.status_updates, register.api_clients
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
grant select on register.obstacles, register.obstacle_solutions, register.obstacle_events
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
grant select on register.light_days to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
grant select on register.known_clock, register.settings, register.calendar_days
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin, steer_clerk;
grant select on register.urging_ladders, register.urging_rungs, register.urgings
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
grant select on register.agency_change_plans, register.agency_handovers
    to steer_office, steer_leader, steer_auditor, steer_admin;
grant select on register.task_departures to steer_agency;
grant select on
    register.posts, register.post_versions, register.post_holders, register.committee_roles, register.committees,
    register.committee_versions, register.restructure_plans, register.decisions, register.seats, register.seat_versions
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
-- Of people nobody but the office and the administrator gets the contact: private.contact_masked tells the others.
grant select (id, code, name, version, created_at, updated_at, search, shown) on register.people
    to steer_agency, steer_leader, steer_auditor;
grant select on register.people to steer_office, steer_admin;
grant select on
    register.inspections, register.inspection_agencies, register.inspection_tasks, register.inspection_members,
    register.inspection_findings, register.inspection_recommendations
    to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
grant select on register.journal to steer_auditor, steer_admin;
grant select, insert on register.idempotency_records to steer_agency, steer_office, steer_leader, steer_admin;
grant select, delete on register.idempotency_records, register.used_assertions to steer_clerk;
grant select on register.outbox, register.notice_addresses to steer_office, steer_auditor, steer_admin, steer_clerk;
grant select (id, name_vi) on register.agencies to steer_clerk;
grant update (state, attempts, address, taken_until, last_error, next_at, sent_at, version) on register.outbox to steer_clerk;
grant update (state, attempts, next_at, lapses_at, version) on register.outbox to steer_office, steer_admin;
grant insert, update (email, version, updated_at) on register.notice_addresses to steer_office, steer_admin;

grant insert on register.status_updates, register.task_events to steer_agency, steer_office;
grant insert on register.obstacles, register.obstacle_solutions, register.obstacle_events to steer_agency, steer_office;
grant update (needs_level, state, closed_on, version, updated_at) on register.obstacles to steer_agency, steer_office;
grant select, insert, update on register.obstacle_numbers to steer_agency, steer_office;
grant update (state, progress_percent, summary, expected_completion, reported_on, last_pushed_at, version, updated_at)
    on register.tasks to steer_agency;

grant insert, update on register.agencies to steer_office, steer_admin;
grant insert on register.agency_versions, register.agency_identifiers, register.agency_changes, register.agency_successions,
    register.agency_change_plans, register.agency_handovers to steer_office, steer_admin;
grant update (known) on register.agency_versions, register.agency_identifiers to steer_office, steer_admin;
grant update (change_id, version, updated_at) on register.agency_change_plans to steer_office, steer_admin;
grant insert, update on register.documents, register.programmes, register.tasks, register.calendar_days to steer_office;
grant select, insert, update on register.task_numbers to steer_office;
grant update (value, version) on register.settings to steer_office, steer_admin;
grant select on register.deadline_extensions to steer_agency, steer_office, steer_leader, steer_auditor, steer_admin;
grant insert on register.deadline_extensions to steer_agency, steer_office;
grant update (state, decided_on, decision_reason, version, updated_at) on register.deadline_extensions to steer_agency, steer_office;
grant update (due_on_granted, document_id, task_version) on register.deadline_extensions to steer_office;
grant select, insert, update on register.extension_numbers to steer_agency, steer_office;
grant insert, update on register.inspections, register.inspection_recommendations to steer_office;
grant insert, delete on register.inspection_agencies, register.inspection_tasks, register.inspection_members to steer_office;
grant insert on register.inspection_findings to steer_office;
grant insert, update on register.api_clients to steer_admin;

grant insert on register.urging_ladders, register.urging_rungs, register.urgings to steer_office;

-- Of versions only the end of what was known is written; triggers hold it to that.
grant insert, update on register.people, register.posts to steer_office, steer_admin;
grant insert, update (known) on register.post_versions, register.post_holders to steer_office, steer_admin;
grant insert, update on register.committees to steer_office;
grant insert on register.restructure_plans, register.decisions, register.seats to steer_office;
grant insert, update (known) on register.committee_versions, register.seat_versions to steer_office;
grant update (approved_by, approved_at, version, updated_at) on register.restructure_plans to steer_office, steer_leader;
