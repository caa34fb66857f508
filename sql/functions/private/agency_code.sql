-- agency_code.sql - what an agency is called in answers.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.agency_code(p_id uuid) returns text
language plpgsql stable strict parallel safe
as $$
begin
    return (select a.code from register.agencies a where a.id = p_id);
end
$$;
comment on function private.agency_code(uuid) is 'The code of an agency; null for null.';
