-- agency_plan_state.sql - how a plan of an agency change stands.
create or replace function private.agency_plan_state(p_plan register.agency_change_plans) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_parties private.agency_party[];
begin
    if p_plan.change_id is not null then
        return 'applied';
    end if;
    v_parties := private.agency_plan_parties(p_plan.given);
    if private.agency_plan_base(v_parties) <> p_plan.base
       or not private.handover_same(p_plan.listed, private.handover_listed(array(
           select l from private.handover_lines(p_plan.given, v_parties) as l))) then
        return 'stale';
    end if;
    return 'open';
end
$$;
comment on function private.agency_plan_state(register.agency_change_plans) is
    'open; applied; stale: an agency it names has changed since, or there is more or less to hand over.';
