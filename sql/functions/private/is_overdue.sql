-- is_overdue.sql - whether an open task is past its deadline.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.is_overdue(
    p_state text, p_regular boolean, p_due_on date, p_reported_on date, p_today date) returns boolean
language sql immutable parallel safe
as $$
    -- A report made in time that nobody has verified yet is not late.
    select p_state <> all ('{draft,cancelled,verified}'::text[])
       and not p_regular
       and coalesce(p_due_on <
                    case p_state when 'reported' then p_reported_on else p_today end, false);
$$;
comment on function private.is_overdue(text, boolean, date, date, date) is
    'State, regular, deadline, day of the report, today. The day of the deadline itself is in time: a term ends at 24:00 (Civil Code, art. 148).';
