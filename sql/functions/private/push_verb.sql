-- push_verb.sql - what a pushed state asks for, in the words of the life cycle.
create or replace function private.push_verb(p_state text) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select case p_state when 'received' then 'receive' when 'reported' then 'report' else 'start' end;
$$;
comment on function private.push_verb(text) is 'For the text of a fault only: which move it is depends on where the task stands.';
