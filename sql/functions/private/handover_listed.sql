-- handover_listed.sql - what a plan hands over, as it is kept with the plan.
create or replace function private.handover_listed(p_lines private.handover_line[]) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object(
        'kind', (l.holding).object_kind, 'id', (l.holding).object_id, 'code', (l.holding).object_code,
        'name', (l.holding).object_name, 'part', (l.holding).part, 'state', (l.holding).state,
        'from', private.agency_code((l.holding).from_agency_id), 'to', l.to_code, 'stays', l.stays) order by l.place), '[]')
    from unnest(p_lines) with ordinality as l (holding, to_code, stays, pointer, place);
$$;
comment on function private.handover_listed(private.handover_line[]) is 'One object for each line, in order.';
