-- urging.sql - fails when what the deploy script of the same name makes is not there.
select version, effective_on, document_id, note, client, created_at from register.urging_ladders where false;
select ladder_version, code, place, after_rung, workdays, audience, text_vi, text_en from register.urging_rungs where false;
select id, year, number, code, task_id, task_code, task_title, times, due_on, kind, ladder_version, rung, rung_on, fired_on,
       workdays_late, audience, agency_id, text_vi, text_en, document_number, client, created_at
from register.urgings where false;
select 1 / count(*) from register.urging_rungs where ladder_version = 1;
