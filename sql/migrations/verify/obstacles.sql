-- obstacles.sql - fails when what the deploy script of the same name makes is not there.
select year, last from register.obstacle_numbers where false;
select id, code, task_id, title, description, needs_level, raised_by_id, raised_on, status_update_id, state, closed_on, version,
       created_at, updated_at, title_words from register.obstacles where false;
select obstacle_id, number, text, needs_level, proposed_by_id, proposed_on, client, recorded_at from register.obstacle_solutions where false;
select obstacle_id, number, action, state, needs_level, occurred_on, reason, document_id, solution, agency_id, client, recorded_at
from register.obstacle_events where false;
select obstacle_id from register.task_events where false;
