-- agency_faults.sql - whether an agency is there today to be given something.
create or replace function private.agency_faults(p_pointer text, p_agency uuid) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_agency register.agencies;
begin
    select a.* into v_agency from register.agencies a where a.id = p_agency;
    if v_agency.valid_to <= private.today() then
        return private.fault(p_pointer, 'agency-closed', (
            select coalesce(string_agg(s.code, ', '), '-')
            from jsonb_array_elements_text(private.successors_member(p_agency) -> 'successors') as s (code)));
    elsif v_agency.valid_from > private.today() then
        return private.fault(p_pointer, 'agency-not-in-force', v_agency.code, private.people_day(private.today()));
    end if;
    return '[]';
end
$$;
comment on function private.agency_faults(text, uuid) is 'One that has ended names who came after it. None for null.';
