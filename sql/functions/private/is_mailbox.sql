-- is_mailbox.sql - the form of a mail address that messages are sent to.
create or replace function private.is_mailbox(p_email text) returns boolean
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select p_email ~ '^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$'
           and p_email !~ '\.\.|\.@';
$$;
comment on function private.is_mailbox(text) is
    'The plain addresses of RFC 5321 §4.1.2: no quotes, no comments, ASCII, a domain with a dot. Null for null. The constraint notice_addresses_email says the same.';
