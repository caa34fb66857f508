-- notice_address_source.sql - every agency and body, with its mailbox where one is registered.
create or replace function private.notice_address_source()
returns table (id uuid, agency_id uuid, recipient text, recipient_kind text, name text, email text, version integer, updated_at timestamptz)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(a.id, n.id), a.id, coalesce(a.code, n.audience), case when a.id is null then 'body' else 'agency' end,
           coalesce(a.name_vi, n.name), n.email, coalesce(n.version, 1), n.updated_at
    from register.agencies a full join register.notice_addresses n on n.agency_id = a.id
    where a.id is null or a.valid_to is null or a.valid_to > private.today() or n.email is not null;
$$;
comment on function private.notice_address_source() is
    'Agencies that are there still, or have a mailbox, and the bodies of the committee. One nobody has written of yet has version 1.';
