-- weekdays_until.sql - a running number of Mondays to Fridays.
create or replace function private.weekdays_until(p_day date) returns integer
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    -- 01/01/1900 was a Monday.
    select floor((p_day - date '1900-01-01') / 7.0)::integer * 5 + least(extract(isodow from p_day)::integer, 5);
$$;
comment on function private.weekdays_until(date) is 'The number of one day less that of another is how many lie after the one up to the other.';
