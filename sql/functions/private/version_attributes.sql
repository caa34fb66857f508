-- version_attributes.sql - the attributes of a committee as decisions and plans keep them.
create or replace function private.version_attributes(p_version register.committee_versions) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_object(
        'state', p_version.state, 'name_vi', p_version.name_vi, 'name_en', p_version.name_en, 'theme', p_version.theme,
        'issuer_id', p_version.issuer_id, 'parent_id', p_version.parent_id, 'standing_agency_id', p_version.standing_agency_id,
        'part_time', p_version.part_time, 'seal_note', p_version.seal_note, 'replaced_by_id', p_version.replaced_by_id);
$$;
comment on function private.version_attributes(register.committee_versions) is
    'All of them, references as ids: jsonb_populate_record makes a version of it again.';
