-- obstacles.sql - takes back what the deploy script of the same name made.
begin;
alter table register.task_events drop column obstacle_id;
drop table register.obstacle_events, register.obstacle_solutions, register.obstacles, register.obstacle_numbers;
commit;
