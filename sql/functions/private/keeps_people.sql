-- keeps_people.sql - who may read what the register keeps of people beside their names.
create or replace function private.keeps_people() returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select current_setting('role') in ('steer_office', 'steer_admin');
$$;
comment on function private.keeps_people() is 'True for the office and the administrator.';
