-- foundation.sql - takes back what the deploy script of the same name made.
begin;
drop type api.answer;
drop domain register.code;
drop function private.refuse_change();
drop function private.search_form(text);
commit;
