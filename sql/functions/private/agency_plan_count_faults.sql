-- agency_plan_count_faults.sql - how many agencies a change is about and makes.
create or replace function private.agency_plan_count_faults(p_kind text, p_agencies integer, p_into integer) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select case when p_kind in ('split', 'rename') and p_agencies > 1
                then private.fault('/agencies', 'too-long', '1') else '[]' end
        || case when p_kind in ('merge', 'rename') and p_into = 0 or p_kind = 'split' and p_into < 2
                then private.fault('/into', case when p_into = 0 then 'required' else 'too-short' end, '2')
                when p_kind in ('merge', 'rename') and p_into > 1 then private.fault('/into', 'too-long', '1')
                when p_kind = 'dissolve' and p_into > 0 then private.fault('/into', 'not-allowed')
                else '[]' end;
$$;
comment on function private.agency_plan_count_faults(text, integer, integer) is
    'Merge: some into one. Split: one into several. Rename: one into itself. Dissolve: some into none.';
