-- urging_distance.sql - how far a rung lies from the deadline, in words.
create or replace function private.urging_distance(p_workdays integer, p_due_on date, p_language text) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select case when p_language = 'en' then
            case when p_workdays = 0 then 'on the deadline '
                 else format('%s working %s %s the deadline ', abs(p_workdays), case abs(p_workdays) when 1 then 'day' else 'days' end,
                             case when p_workdays < 0 then 'before' else 'after' end) end || p_due_on
        else
            case when p_workdays = 0 then 'đúng thời hạn '
                 else format('%s ngày làm việc %s thời hạn ', abs(p_workdays), case when p_workdays < 0 then 'trước' else 'sau' end) end
            || to_char(p_due_on, 'DD/MM/YYYY') end);
end
$$;
comment on function private.urging_distance(integer, date, text) is '"3 ngày làm việc trước thời hạn 30/06/2025".';
