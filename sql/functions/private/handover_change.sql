-- handover_change.sql - hands over what one change hands over and can be handed over today.
create or replace function private.handover_change(p_change register.agency_changes) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_done jsonb;
begin
    perform private.handover_find(p_change);
    v_done := jsonb_build_object(
        'changes', (p_change.carried_out_at is null)::integer,
        'tasks', private.handover_tasks(p_change),
        'posts', private.handover_posts(p_change),
        'seats', private.handover_seats(p_change),
        'clients', private.handover_clients(p_change));
    update register.agency_handovers o
    set done_at = transaction_timestamp(), outcome = case when o.stays then 'ended' else 'handed_over' end
    from unnest('{task,post,seat,client}'::text[]) as k (kind)
    cross join lateral private.handover_targets(p_change, k.kind) as h
    where o.id = h.id;
    update register.agency_changes c set carried_out_at = transaction_timestamp()
    where c.id = p_change.id and c.carried_out_at is null;
    return v_done;
end
$$;
comment on function private.handover_change(register.agency_changes) is 'Counts by kind. Run by private.handover_due() alone.';
