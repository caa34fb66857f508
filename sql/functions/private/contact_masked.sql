-- contact_masked.sql - how to reach a person, for those who only need to see that there is a way.
create or replace function private.contact_masked(p_person uuid, out email text, out phone text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select left(p.email, 1) || '•••' || substring(p.email from '@.*$'), '•••• ' || right(p.phone, 3)
    from register.people p where p.id = p_person;
$$;
comment on function private.contact_masked(uuid) is
    'n•••@longan.gov.vn, •••• 123. With the rights of the owner, because whoever gets this may not read the columns.';
