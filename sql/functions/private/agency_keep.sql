-- agency_keep.sql - writes an agency: its timeline, and the values of today.
create or replace function private.agency_keep(
    p_agency register.agencies, p_timeline register.agency_versions[]) returns register.agencies
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant register.agency_versions := private.agency_near(p_timeline, private.today());
    v_agency register.agencies;
begin
    perform private.agency_learn(p_agency.id, p_timeline);
    update register.agencies a
    set name_vi = v_now.name_vi, name_en = v_now.name_en, kind = v_now.kind, parent_id = v_now.parent_id,
        valid_from = lower(p_timeline[1].valid), valid_to = upper(p_timeline[cardinality(p_timeline)].valid),
        note = p_agency.note, version = a.version + 1, updated_at = transaction_timestamp()
    where a.id = p_agency.id
    returning a.* into v_agency;
    return v_agency;
end
$$;
comment on function private.agency_keep(register.agencies, register.agency_versions[]) is
    'Makes one version more. The timeline is in order and not empty; the agency is locked by the caller.';
