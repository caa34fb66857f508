-- names_document.sql - whether any of some members says which document is meant.
create or replace function private.names_document(p_entry jsonb, p_members text[]) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select exists (select from unnest(p_members) as m (name) where btrim(p_entry ->> m.name) <> '');
$$;
comment on function private.names_document(jsonb, text[]) is 'A digest or a date alone names nothing.';
