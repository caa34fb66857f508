-- task_terms.sql - takes back what the deploy script of the same name made.
begin;
drop trigger tasks_terms_changed on register.tasks;
drop trigger tasks_terms_first on register.tasks;
drop function private.note_terms();
drop table register.task_terms;
drop function private.task_gaps(register.tasks);
commit;
