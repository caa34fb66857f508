-- is_urged.sql - whether a task is one the ladder reminds and urges about.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.is_urged(p_state text, p_regular boolean, p_due_on date) returns boolean
language sql immutable parallel safe
as $$
    select p_state in ('assigned', 'received', 'in_progress', 'returned') and not p_regular and p_due_on is not null;
$$;
comment on function private.is_urged(text, boolean, date) is
    'Not: drafts, what is reported or verified, suspended, cancelled, blocked by what the agency cannot solve, regular duties, no deadline.';
