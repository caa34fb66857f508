-- task_terms.sql - fails when what the deploy script of the same name makes is not there.
select task_id, number, lead_agency_id, programme_id, pillar, key, regular, due_on, gaps, recorded_at from register.task_terms where false;
select private.task_gaps(null::register.tasks) where false;
