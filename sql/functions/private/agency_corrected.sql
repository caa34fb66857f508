-- agency_corrected.sql - the timeline of an agency after what stands in the register today was put right.
create or replace function private.agency_corrected(
    p_old register.agencies, p_new register.agencies) returns register.agency_versions[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_timeline register.agency_versions[] := private.agency_timeline(p_old.id);
    v_version register.agency_versions := private.agency_near(v_timeline, private.today());
    v_first register.agency_versions;
begin
    if (p_new.name_vi, p_new.name_en, p_new.kind, p_new.parent_id)
       is distinct from (p_old.name_vi, p_old.name_en, p_old.kind, p_old.parent_id) then
        v_version.name_vi := p_new.name_vi;
        v_version.name_en := p_new.name_en;
        v_version.kind := p_new.kind;
        v_version.parent_id := p_new.parent_id;
        v_timeline := private.agency_overlay(v_timeline, v_version.valid, v_version);
    end if;
    if p_new.valid_from is distinct from p_old.valid_from then
        v_first := v_timeline[1];
        v_timeline := private.agency_overlay(v_timeline, daterange(null, upper(v_first.valid)));
        v_timeline := private.agency_overlay(v_timeline, daterange(p_new.valid_from, upper(v_first.valid)), v_first);
    end if;
    return v_timeline;
end
$$;
comment on function private.agency_corrected(register.agencies, register.agencies) is
    'Old: as it is; new: as it should be. Of an agency with several versions the one of today is put right, the days of the others stay as they are; valid_from is where the first begins.';
