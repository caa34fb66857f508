-- current_agency.sql - the agency on whose behalf this request acts.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.current_agency() returns uuid
language sql stable
as $$
    select nullif(current_setting('steer.agency', true), '')::uuid;
$$;
comment on function private.current_agency() is 'Null for roles that belong to no agency. A setting once set reads as an empty text later, hence nullif.';
