-- handover_find.sql - brings the list of what a change hands over up to today.
create or replace function private.handover_find(p_change register.agency_changes) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_ending constant uuid[] := private.agencies_ending(p_change);
    v_held constant private.holding[] := array(
        select h from private.agency_holdings(p_change.agency_ids, p_change.effective_on) as h);
    v_otherwise constant text := case p_change.kind when 'merge' then private.agency_code(p_change.into_ids[1]) end;
begin
    -- What came to an ending agency since goes the way of the rest.
    insert into register.agency_handovers as o (
        change_id, object_kind, object_id, object_code, object_name, part, from_agency_id, to_agency_id, stays)
    select p_change.id, h.object_kind, h.object_id, h.object_code, h.object_name, h.part, h.from_agency_id,
           private.agency_id(w.wish #>> '{}'), coalesce(w.wish = 'null' and h.object_kind <> 'task', false)
    from unnest(v_held) as h
    cross join lateral (select private.handover_wish(p_change.handover, h, v_otherwise) as wish) as w
    where h.from_agency_id = any (v_ending)
    on conflict (change_id, object_kind, object_id, from_agency_id) do update
    set part = excluded.part, done_at = null, outcome = null
    where o.done_at is not null or o.part <> excluded.part;
    -- What it gave up by itself, or what has come to its end, is not handed over.
    update register.agency_handovers o
    set done_at = transaction_timestamp(), outcome = 'lapsed'
    where o.change_id = p_change.id and o.done_at is null
      and (o.object_kind, o.object_id, o.from_agency_id) not in (
          select h.object_kind, h.object_id, h.from_agency_id from unnest(v_held) as h);
end
$$;
comment on function private.handover_find(register.agency_changes) is 'One row for each task, post, seat and client; one handed over that came back is open again.';
