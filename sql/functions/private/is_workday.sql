-- is_workday.sql - whether a day is worked: what the calendar says, else Monday to Friday.
create or replace function private.is_workday(p_day date) returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce((select c.kind = 'work' from register.calendar_days c where c.day = p_day),
                    extract(isodow from p_day) < 6);
$$;
comment on function private.is_workday(date) is 'Of a year without calendar only the days of the week are known: see private.years_without_calendar.';
