-- email_shown.sql - a mail address, whole for those who may read contacts.
create or replace function private.email_shown(p_email text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case when private.keeps_people() then p_email else private.email_masked(p_email) end;
$$;
comment on function private.email_shown(text) is 'Masked for all but the office and the administrator.';
