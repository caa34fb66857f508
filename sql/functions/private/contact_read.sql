-- contact_read.sql - writes down that a contact was read.
create or replace function private.contact_read(p_person uuid) returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    insert into register.journal (operation, client, agency_id, role, request, action, object_kind, object_id, object_code)
    select current_setting('steer.operation', true), private.current_client(), private.current_agency(), current_setting('role'),
           coalesce(current_setting('steer.request', true), ''), 'read', 'person', p.id, p.code
    from register.people p
    where p.id = p_person and num_nonnulls(p.email, p.phone, p.note) > 0;
$$;
comment on function private.contact_read(uuid) is 'One row of the journal, without values; none when there is nothing to read.';
