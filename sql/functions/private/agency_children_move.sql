-- agency_children_move.sql - puts the agencies below those a merger ends below what it makes.
create or replace function private.agency_children_move(
    p_plan register.agency_change_plans, p_parties private.agency_party[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_child register.agencies;
    v_timeline register.agency_versions[];
    v_version register.agency_versions;
begin
    for v_child in
        select a.* from private.agency_children(p_plan.given, p_parties) as c join register.agencies a on a.id = c.id order by a.id
    loop
        v_timeline := private.agency_timeline(v_child.id);
        for v_version in
            select v.* from unnest(v_timeline) as v
            where v.valid && daterange(p_plan.effective_on, null)
              and v.parent_id in (select (p.agency).id from unnest(p_parties) as p where p.ends)
        loop
            v_version.parent_id := private.agency_id(p_plan.given #>> '{into,0,code}');
            v_timeline := private.agency_overlay(v_timeline, v_version.valid * daterange(p_plan.effective_on, null), v_version);
        end loop;
        perform private.agency_keep(v_child, v_timeline);
    end loop;
end
$$;
comment on function private.agency_children_move(register.agency_change_plans, private.agency_party[]) is
    'From its day on. The agencies are locked by the caller.';
