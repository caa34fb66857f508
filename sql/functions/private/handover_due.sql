-- handover_due.sql - hands over what is due, and calls agencies by their names of today.
create or replace function private.handover_due() returns json
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_today constant date := private.today();
    v_done jsonb := '{"changes":0,"names":0,"tasks":0,"posts":0,"seats":0,"clients":0}';
    v_change register.agency_changes;
begin
    perform pg_advisory_xact_lock(private.handover_lock(), 0);
    v_done := private.counts_sum(v_done, jsonb_build_object('names', private.agency_names_due(v_today)));
    perform private.handover_hold(v_today, '{}');
    -- Each change at most once. Whoever takes over ends later than who gives: what it must give on comes later in the order.
    loop
        v_change := private.handover_next(v_today, v_change);
        exit when v_change.id is null;
        v_done := private.counts_sum(v_done, private.handover_change(v_change));
    end loop;
    return (v_done || jsonb_build_object('awaiting', (
        select count(*) from register.agency_handovers h join register.agency_changes c on c.id = h.change_id
        where c.effective_on <= v_today and h.done_at is null and not h.stays)))::json;
end
$$;
comment on function private.handover_due() is
    'Body of api.clerk_handover: how many changes were carried out, names changed, tasks, posts, seats and clients handed over, how much still waits for a decision. Repeating does nothing more. With the rights of the owner: whoever applies a plan need not have the right to change tasks and clients otherwise.';
