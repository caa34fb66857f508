-- tasks.sql - takes back what the deploy script of the same name made.
begin;
drop table register.task_departures;
drop table register.task_events;
drop table register.tasks;
drop function private.note_departures();
drop function private.co_agencies_exist();
drop table register.task_numbers;
drop table register.transitions;
commit;
