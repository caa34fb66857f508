-- agency_insert.sql - a new agency, with its first version.
create or replace function private.agency_insert(p_agency register.agencies) returns register.agencies
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_agency register.agencies;
    v_first register.agency_versions;
begin
    insert into register.agencies as a (code, name_vi, name_en, kind, parent_id, valid_from, note)
    values (p_agency.code, p_agency.name_vi, p_agency.name_en, p_agency.kind, p_agency.parent_id, p_agency.valid_from,
            p_agency.note)
    on conflict (code) do nothing
    returning a.* into v_agency;
    if v_agency.id is not null then
        v_first := jsonb_populate_record(null::register.agency_versions, to_jsonb(v_agency) - 'id');
        v_first.valid := daterange(v_agency.valid_from, null);
        perform private.agency_learn(v_agency.id, array[v_first]);
    end if;
    return v_agency;
end
$$;
comment on function private.agency_insert(register.agencies) is 'Null when the code is taken.';
