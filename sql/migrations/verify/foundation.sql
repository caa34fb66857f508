-- foundation.sql - fails when what the deploy script of the same name makes is not there.
select 1 / (private.search_words('Đà Nẵng, hoà') = '{da,nang,hoa}')::integer;
select null::register.code, null::api.answer;
