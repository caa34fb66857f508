-- handover_clients.sql - lets API clients act for who takes them over.
create or replace function private.handover_clients(p_change register.agency_changes) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_moved bigint;
begin
    update register.api_clients c
    set agency_id = h.to_agency_id, version = c.version + 1, updated_at = transaction_timestamp()
    from private.handover_targets(p_change, 'client') as h
    where c.id = h.object_id;
    get diagnostics v_moved = row_count;
    return v_moved;
end
$$;
comment on function private.handover_clients(register.agency_changes) is
    'A token from before names another agency than the client then has: it is refused, and the client fetches its next.';
