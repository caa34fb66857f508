-- agency_at.sql - an agency with what it was at a moment.
create or replace function private.agency_at(p_agency register.agencies, p_moment private.moment) returns register.agencies
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_agency register.agencies := p_agency;
    v_timeline constant register.agency_versions[] := array(
        select v from register.agency_versions v
        where v.agency_id = p_agency.id and v.known @> p_moment.known_at order by v.valid);
    v_then constant register.agency_versions := private.agency_near(v_timeline, p_moment.valid_at);
begin
    if v_then.id is null then
        return null;
    end if;
    v_agency.name_vi := v_then.name_vi;
    v_agency.name_en := v_then.name_en;
    v_agency.kind := v_then.kind;
    v_agency.parent_id := v_then.parent_id;
    v_agency.valid_from := lower(v_timeline[1].valid);
    v_agency.valid_to := upper(v_timeline[cardinality(v_timeline)].valid);
    return v_agency;
end
$$;
comment on function private.agency_at(register.agencies, private.moment) is
    'Null when the register did not know of it then. Before and after its days it is what it was nearest to them.';
