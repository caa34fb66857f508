-- handover_due.sql - hands over what is due, and calls agencies by their names of today.
create or replace function private.handover_due(p_change uuid default null) returns json
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_today constant date := private.today();
    v_due register.agency_changes[];
    v_change register.agency_changes;
    v_done jsonb := '{"changes":0,"names":0,"tasks":0,"posts":0,"seats":0,"clients":0}';
begin
    perform pg_advisory_xact_lock(private.handover_lock(), 0);
    v_done := private.counts_sum(v_done, jsonb_build_object('names', private.agency_names_due(v_today)));
    -- In the order of their days: what one agency took over its own successor takes over next.
    v_due := array(
        select c from register.agency_changes c
        where c.effective_on <= v_today and (c.id = p_change or p_change is null)
          and (c.carried_out_at is null or private.handover_left(c))
        order by c.effective_on, c.known_at, c.id);
    foreach v_change in array v_due loop
        perform private.handover_find(v_change);
    end loop;
    perform private.handover_hold(array(
        select h.object_id from register.agency_handovers h
        where h.done_at is null and h.object_kind in ('post', 'seat') and h.change_id in (select d.id from unnest(v_due) as d)));
    foreach v_change in array v_due loop
        -- Once more: what the changes before have brought to an agency that ends in this one.
        perform private.handover_find(v_change);
        v_done := private.counts_sum(v_done, private.handover_change(v_change));
    end loop;
    return (v_done || jsonb_build_object('awaiting', (
        select count(*) from register.agency_handovers h join register.agency_changes c on c.id = h.change_id
        where c.effective_on <= v_today and h.done_at is null and not h.stays)))::json;
end
$$;
comment on function private.handover_due(uuid) is
    'Of one change, or of all. Body of api.clerk_handover: how many changes were carried out, names changed, tasks, posts, seats and clients handed over, how much still waits for a decision. Repeating does nothing more. With the rights of the owner: whoever applies a plan need not have the right to change tasks and clients otherwise.';
