-- workday_add.sql - the working day so many working days after or before a day.
create or replace function private.workday_add(p_day date, p_days integer) returns date
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if p_days = 0 then
        return p_day;
    end if;
    -- Days come one by one here, and no more of them than are asked for.
    return (select s.day
            from (select p_day + sign(p_days)::integer * generate_series(1, 100000) as day) as s
            where coalesce((select c.kind = 'work' from register.calendar_days c where c.day = s.day),
                           extract(isodow from s.day) < 6)
            offset abs(p_days) - 1 limit 1);
end
$$;
comment on function private.workday_add(date, integer) is
    'The starting day is not counted (Civil Code, art. 147). No days: the day itself, worked or not. For many rows at once join private.workdays.';
