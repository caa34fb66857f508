-- handover_round.sql - carries out changes in the order of their days.
create or replace function private.handover_round(p_changes register.agency_changes[]) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_done jsonb := '{}';
    v_change register.agency_changes;
begin
    foreach v_change in array p_changes loop
        perform private.handover_find(v_change);
    end loop;
    perform private.handover_hold(array(
        select h.object_id from register.agency_handovers h
        where h.done_at is null and h.object_kind in ('post', 'seat') and h.change_id in (select c.id from unnest(p_changes) as c)));
    foreach v_change in array p_changes loop
        -- Once more: what the changes before have brought to an agency that ends in this one.
        perform private.handover_find(v_change);
        v_done := private.counts_sum(v_done, private.handover_change(v_change));
    end loop;
    return v_done;
end
$$;
comment on function private.handover_round(register.agency_changes[]) is 'Counts by kind. Posts and committees are held before anything is learnt.';
