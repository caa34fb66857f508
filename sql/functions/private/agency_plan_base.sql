-- agency_plan_base.sql - the versions of the agencies a plan names.
create or replace function private.agency_plan_base(p_parties private.agency_party[]) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_object_agg((p.wanted).code, 0) filter (where p.fresh), '{}')
        || coalesce(jsonb_object_agg((p.agency).code, (p.agency).version) filter (where not p.fresh), '{}')
    from unnest(p_parties) as p;
$$;
comment on function private.agency_plan_base(private.agency_party[]) is 'By code; 0 for one that is not registered yet.';
