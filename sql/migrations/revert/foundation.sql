-- foundation.sql - takes back what the deploy script of the same name made.
begin;
drop type api.answer;
drop domain register.code;
drop function private.refuse_change();
drop function private.search_vector(text);
drop function private.search_words(text);
commit;
