-- agency_changed.sql - the timeline of an agency that goes on otherwise from a day on.
create or replace function private.agency_changed(p_party private.agency_party, p_from date) returns register.agency_versions[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_timeline constant register.agency_versions[] := private.agency_timeline((p_party.agency).id);
    v_version register.agency_versions := private.agency_near(v_timeline, p_from);
begin
    v_version.name_vi := (p_party.wanted).name_vi;
    v_version.name_en := (p_party.wanted).name_en;
    v_version.kind := (p_party.wanted).kind;
    v_version.parent_id := (p_party.wanted).parent_id;
    return private.agency_overlay(v_timeline, daterange(p_from, upper(v_version.valid)), v_version);
end
$$;
comment on function private.agency_changed(private.agency_party, date) is
    'Up to the next day on which it is already known to be otherwise.';
