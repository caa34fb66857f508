-- extensions.sql - fails when what the deploy script of the same name makes is not there.
select version, due_text, operation from register.task_terms where false;
select year, last from register.extension_numbers where false;
select id, code, task_id, asked_by, asked_on, reason, due_on_before, due_on_asked, due_text, due_precision, state, decided_on, due_on_granted,
       decision_reason, document_id, task_version, client, version, created_at, updated_at
from register.deadline_extensions where false;
