-- status_updates.sql - fails when what the deploy script of the same name makes is not there.
select id, number, task_id, source_system, event_id, sequence, state, result, content_hash from register.status_updates where false;
