-- workdays_between.sql - how many working days it is from one day to another.
create or replace function private.workdays_between(p_from date, p_to date) returns integer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    -- Backwards the days run from p_to to the day before p_from.
    v_after constant date := case when p_to >= p_from then p_from else p_to - 1 end;
    v_until constant date := case when p_to >= p_from then p_to else p_from - 1 end;
    v_count constant integer := private.weekdays_until(v_until) - private.weekdays_until(v_after) + (
        select coalesce(sum(case when c.kind = 'off' and extract(isodow from c.day) < 6 then -1
                                 when c.kind = 'work' and extract(isodow from c.day) > 5 then 1 else 0 end), 0)
        from register.calendar_days c where c.day > v_after and c.day <= v_until);
begin
    return case when p_to >= p_from then v_count else -v_count end;
end
$$;
comment on function private.workdays_between(date, date) is
    'The starting day is not counted, the last one is (Civil Code, art. 147, 148); negative when the second lies before the first. Takes as long for a day as for a year: it counts the weekdays and what the calendar has otherwise.';
