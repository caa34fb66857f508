-- inspections.sql - fails when what the deploy script of the same name makes is not there.
select id, code, title, description, decision_document_id, programme_id, starts_on, ends_on, state, started_on,
       conclusion_document_id, concluded_on, closed_on, cancelled_on, cancellation_document_id, reason, version
from register.inspections where false;
select inspection_id, agency_id from register.inspection_agencies where false;
select inspection_id, task_id from register.inspection_tasks where false;
select inspection_id, place, role, person_id, post_id, agency_id from register.inspection_members where false;
select id, inspection_id, number, agency_id, task_id, kind, text, evidence from register.inspection_findings where false;
select id, code, inspection_id, number, agency_id, finding_id, text, due_text, due_on, due_precision, regular, task_id,
       withdrawn_on, reason from register.inspection_recommendations where false;
