-- inspection_holder.sql - who a member of a team is, as the API shows it.
create or replace function private.inspection_holder(p_member register.inspection_members) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_holder record;
    v_agency register.agencies;
begin
    if p_member.agency_id is not null then
        select a.* into v_agency from register.agencies a where a.id = p_member.agency_id;
        return json_build_object('role', p_member.role, 'person', null, 'post', null, 'agency', v_agency.code, 'name', v_agency.name_vi);
    end if;
    select h.holder, h.post, h.name_vi into v_holder
    from private.holder_names(p_member.person_id, p_member.post_id, private.moment('{}')) as h;
    return json_build_object('role', p_member.role, 'person', v_holder.holder, 'post', v_holder.post, 'agency', null, 'name', v_holder.name_vi);
end
$$;
comment on function private.inspection_holder(register.inspection_members) is
    'Role, code and name; of a post who holds it today.';
