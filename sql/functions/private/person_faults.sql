-- person_faults.sql - what is wrong with what a body says about a person.
create or replace function private.person_faults(p_body jsonb, p_old_code text) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select case when p_body ->> 'code' <> p_old_code then private.fault('/code', 'read-only') else '[]' end
        || case when p_body ->> 'email' !~ '^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:].]+$'
                then private.fault('/email', 'bad-format', 'van-phong@tinh.gov.vn') else '[]' end
        || case when p_body ->> 'phone' !~ '^\+?[0-9][0-9 .()-]{2,38}$'
                then private.fault('/phone', 'bad-format', '0272 3826 123') else '[]' end;
$$;
comment on function private.person_faults(jsonb, text) is 'Form of the contact; a code once given (old_code) stays.';
