-- light_of.sql - the light that follows from the reason that decides.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.light_of(p_reason text) returns text
language sql immutable parallel safe
as $$
    select case
        when p_reason = 'overdue' then 'red'
        when p_reason = 'blocked' then 'blue'
        when p_reason in ('returned', 'expected_after_due') or p_reason like 'due\_within\_%' then 'amber'
        when p_reason in ('on_track', 'reported') then 'green'
        when p_reason = 'reported_in_time' then 'done_on_time'
        when p_reason = 'reported_after_due' then 'done_late'
        else 'grey' end;
$$;
comment on function private.light_of(text) is 'Of the first reason private.light() gives.';
