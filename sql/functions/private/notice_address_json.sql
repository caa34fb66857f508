-- notice_address_json.sql - the mailbox of an agency or a body as the API shows it.
create or replace function private.notice_address_json(p_recipient text) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select json_build_object(
        'recipient', r.recipient, 'recipient_kind', r.recipient_kind, 'name', r.name,
        'email', private.email_shown(r.email),
        'version', r.version, 'updated_at', r.updated_at)
    from private.notice_address_source() as r where r.recipient = p_recipient;
$$;
comment on function private.notice_address_json(text) is
    'Schema NoticeAddress, by what it is called in paths: the code of an agency, or the name of a body. Null when there is none.';
