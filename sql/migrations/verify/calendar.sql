-- calendar.sql - fails when what the deploy script of the same name makes is not there.
select day, kind, name_vi, name_en, source, document_id from register.calendar_days where false;
select 1 / count(*) from register.settings where name = 'deadline_shift';
