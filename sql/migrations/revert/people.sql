-- people.sql - takes back what the deploy script of the same name made. The journal's rows of readings stay, and with them the action.
begin;
drop table register.people;
drop function private.json_day(text, date);
drop function private.json_member(text, text);
commit;
