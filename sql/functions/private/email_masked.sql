-- email_masked.sql - a mail address for those who only need to see that there is one.
create or replace function private.email_masked(p_email text) returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select left(p_email, 1) || '•••' || substring(p_email from '@.*$');
$$;
comment on function private.email_masked(text) is 'v•••@longan.gov.vn; null stays null.';
