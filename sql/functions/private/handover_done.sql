-- handover_done.sql - marks what has just been handed over.
create or replace function private.handover_done(p_change uuid, p_kind text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update register.agency_handovers o
    set done_at = transaction_timestamp(), outcome = 'handed_over'
    from private.handover_targets(p_change, p_kind) as h
    where o.id = h.id;
end
$$;
comment on function private.handover_done(uuid, text) is 'What private.handover_targets() gives.';
