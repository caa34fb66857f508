-- is_uuid.sql - whether a reference has the form of an id.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.is_uuid(p_text text) returns boolean
language sql immutable parallel safe
as $$
    select p_text ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$';
$$;
comment on function private.is_uuid(text) is 'True for the text form of a UUID.';
