-- tasks.sql - fails when what the deploy script of the same name makes is not there.
select action, from_state, to_state, by_hand, pushed_state, needs from register.transitions where false;
select year, last from register.task_numbers where false;
select id, code, title, lead_agency_id, co_agency_ids, due_on, state, version, agency_ids, search from register.tasks where false;
select task_id, version, action, from_state, to_state, reason, document_id, occurred_on from register.task_events where false;
select task_id, agency_id, task_code, departed_at from register.task_departures where false;
