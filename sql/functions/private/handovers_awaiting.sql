-- handovers_awaiting.sql - how much of an agency change still waits to be handed over.
create or replace function private.handovers_awaiting(p_change uuid) returns bigint
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select count(*) from register.agency_handovers h where h.change_id = p_change and h.done_at is null and not h.stays;
$$;
comment on function private.handovers_awaiting(uuid) is
    'Before its day all of it; afterwards what nobody was named for. With the rights of the owner: an agency may know how much, not what.';
