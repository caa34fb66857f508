-- next_workday.sql - the day itself when it is worked, else the working day after it.
create or replace function private.next_workday(p_day date) returns date
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case when private.is_workday(p_day) then p_day else private.workday_add(p_day, 1) end;
$$;
comment on function private.next_workday(date) is 'Where a term ends whose last day is a day off (Civil Code, art. 148).';
