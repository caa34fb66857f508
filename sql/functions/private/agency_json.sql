-- agency_json.sql - an agency as the API shows it.
create or replace function private.agency_json(p_agency register.agencies) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select json_build_object(
            'id', p_agency.id,
            'code', p_agency.code,
            'name_vi', p_agency.name_vi,
            'name_en', p_agency.name_en,
            'kind', p_agency.kind,
            'parent', parent.code,
            'parent_name', parent.name_vi,
            'valid_from', p_agency.valid_from,
            'valid_to', p_agency.valid_to,
            'identifiers', (
                select coalesce(json_agg(json_build_object(
                    'scheme', i.scheme, 'value', i.value,
                    'valid_from', lower(i.validity), 'valid_to', upper(i.validity))
                    order by i.scheme, lower(i.validity) nulls first, i.value), '[]')
                from register.agency_identifiers i where i.agency_id = p_agency.id),
            'note', p_agency.note,
            'version', p_agency.version,
            'created_at', p_agency.created_at,
            'updated_at', p_agency.updated_at)
        from (values (true)) as one (row)
        left join register.agencies parent on parent.id = p_agency.parent_id);
end
$$;
comment on function private.agency_json(register.agencies) is 'Schema Agency of the API.';
