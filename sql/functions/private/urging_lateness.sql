-- urging_lateness.sql - how late a task is, in words.
create or replace function private.urging_lateness(p_late integer, p_due_on date, p_language text) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select case when p_language = 'en' then
            coalesce('due ' || p_due_on, 'no deadline')
            -- Not format(): it makes a text of a number that is not known too.
            || coalesce(', ' || abs(p_late) || case abs(p_late) when 1 then ' working day ' else ' working days ' end
                        || case when p_late > 0 then 'late' else 'left' end, '')
        else
            coalesce('thời hạn ' || to_char(p_due_on, 'DD/MM/YYYY'), 'không có thời hạn')
            || case when p_late > 0 then ', quá hạn ' || p_late || ' ngày làm việc' when p_late <= 0 then ', còn ' || -p_late || ' ngày làm việc' else '' end end);
end
$$;
comment on function private.urging_lateness(integer, date, text) is '"thời hạn 30/06/2025, quá hạn 3 ngày làm việc"; the days left out where they are not known.';
