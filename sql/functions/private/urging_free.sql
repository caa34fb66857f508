-- urging_free.sql - whether the next rung of a task may fire today, after the last one that did.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.urging_free(p_last_on date, p_rung_on date, p_today date, p_is_workday boolean) returns boolean
language sql immutable parallel safe
as $$
    select p_last_on is null or p_last_on < case when p_is_workday then p_today else least(p_today, p_rung_on) end;
$$;
comment on function private.urging_free(date, date, date, boolean) is
    'Day the last rung of the task fired, for whatever deadline (not one by hand), day of the rung, today, whether today is worked. One rung a day; what waited for that fires on a working day. On a day off only what nothing has fired for since its day: nobody was there to urge.';
