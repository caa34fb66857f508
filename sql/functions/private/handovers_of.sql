-- handovers_of.sql - what an agency change handed over, and what still waits.
create or replace function private.handovers_of(p_change uuid) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object(
        'kind', h.object_kind, 'id', h.object_id, 'code', h.object_code, 'name', h.object_name, 'part', h.part,
        'state', (select t.state from register.tasks t where t.id = h.object_id and h.object_kind = 'task'),
        'from', private.agency_code(h.from_agency_id), 'to', private.agency_code(h.to_agency_id), 'stays', h.stays,
        'outcome', h.outcome, 'done_at', h.done_at)
        order by array_position('{task,post,seat,client}', h.object_kind), h.object_code, h.object_id, h.part desc, h.from_agency_id), '[]')
    from register.agency_handovers h
    where h.change_id = p_change;
$$;
comment on function private.handovers_of(uuid) is 'As private.handover_listed, with outcome and done_at.';
