-- people_day.sql - a day as people write it.
create or replace function private.people_day(p_day date) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select to_char(p_day, 'DD/MM/YYYY');
$$;
comment on function private.people_day(date) is 'dd/mm/yyyy.';
