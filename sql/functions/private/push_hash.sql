-- push_hash.sql - what makes two pushes of one event the same or not.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.push_hash(p_push jsonb) returns bytea
language sql immutable parallel safe
as $$
    select sha256(convert_to((p_push - 'task')::text, 'UTF8'));
$$;
comment on function private.push_hash(jsonb) is
    'SHA-256 of the content without the task, which may be named by code or by id.';
