-- handover_tasks.sql - hands tasks over to who takes them over, as they stand.
create or replace function private.handover_tasks(p_change register.agency_changes) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_moved bigint;
begin
    perform t.id from register.tasks t
    where t.id in (select h.object_id from private.handover_targets(p_change, 'task') as h)
    order by t.id for no key update;
    -- Lead and co-agencies at once: of two agencies that become one, one may have led what the other joined.
    with mapped as (
        select h.object_id, jsonb_object_agg(h.from_agency_id, h.to_agency_id) as map
        from private.handover_targets(p_change, 'task') as h
        group by h.object_id
    ), wanted as (
        select t.id, t.lead_agency_id as old_lead, l.id as new_lead, m.map,
               array(select c.id
                     from (select coalesce((m.map ->> o.id::text)::uuid, o.id) as id, min(o.place) as place
                           from unnest(t.co_agency_ids) with ordinality as o (id, place) group by 1) as c
                     where c.id is distinct from l.id order by c.place) as new_co
        from mapped m
        join register.tasks t on t.id = m.object_id
        cross join lateral (select coalesce((m.map ->> t.lead_agency_id::text)::uuid, t.lead_agency_id) as id) as l
    ), moved as (
        update register.tasks t
        set lead_agency_id = w.new_lead, co_agency_ids = w.new_co,
            version = t.version + 1, updated_at = transaction_timestamp()
        from wanted w
        where t.id = w.id
        returning t.id, t.version, t.state, w.old_lead, w.new_lead, w.map
    )
    insert into register.task_events (
        task_id, version, action, from_state, to_state, document_id, from_agency_id, to_agency_id, occurred_on, client)
    select m.id, m.version, 'handover', m.state, m.state, p_change.document_id, f.id, (m.map ->> f.id::text)::uuid,
           p_change.effective_on, private.current_client()
    from moved m
    cross join lateral (
        select case when m.old_lead is distinct from m.new_lead then m.old_lead
                    else (select min(k.key)::uuid from jsonb_object_keys(m.map) as k (key)) end as id) as f;
    get diagnostics v_moved = row_count;
    return v_moved;
end
$$;
comment on function private.handover_tasks(register.agency_changes) is
    'State, progress and the agency it was first assigned to stay. Says in task_events which decision did it; who lost sight of a task is told by task_departures.';
