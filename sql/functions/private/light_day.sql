-- light_day.sql - what the thresholds of the lights come to on a day.
create or replace function private.light_day(p_day date) returns register.light_days
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_soon constant integer := private.setting('light_due_soon_workdays');
    v_stale constant integer := private.setting('light_stale_workdays');
    -- Days off that follow the last of them are within as many working days.
    v_until constant date := private.workday_add(p_day, v_soon + 1) - 1;
    v_since constant date := private.workday_add(p_day, -v_stale);
    v_unknown constant integer[] := private.years_without_calendar(p_day, v_until);
begin
    return (p_day, v_soon, v_until, coalesce(make_date(v_unknown[1], 1, 1) - 1, v_until),
            v_stale, v_since::timestamp at time zone 'Asia/Ho_Chi_Minh',
            private.years_without_calendar(v_since, p_day) = '{}')::register.light_days;
end
$$;
comment on function private.light_day(date) is
    'In a year without calendar the weekdays are counted, and the answer says so: due_known_until, stale_known.';
