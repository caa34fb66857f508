-- notice_reader.sql - who reads today what was written to an agency.
create or replace function private.notice_reader(p_agency uuid) returns uuid
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(private.agency_successor(p_agency, private.today()), p_agency);
$$;
comment on function private.notice_reader(uuid) is
    'Itself, or its single successor once it has ended; where nobody or several came after it still itself, by the mailbox it left. Null for null. With the rights of the owner: the clerk does not read who came after whom.';
