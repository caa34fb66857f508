-- deadline_day.sql - the day a deadline in words ends, by the policy of the house.
create or replace function private.deadline_day(p_day date) returns date
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_next date;
begin
    if p_day is null or private.setting('deadline_shift') = 'none' then
        return p_day;
    end if;
    v_next := private.next_workday(p_day);
    return case when private.years_without_calendar(p_day, v_next) = '{}' then v_next else p_day end;
end
$$;
comment on function private.deadline_day(date) is
    'The day the words mean or, with the setting deadline_shift, the working day it is shifted to (Civil Code, art. 148). The law looks at the last day, not at the words: of "trước ngày 15/6/2025" that is the 14th, a Saturday, so that the term ends on Monday the 16th. Where the calendar is not known nothing is shifted: the import of the calendar does it.';
