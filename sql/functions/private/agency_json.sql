-- agency_json.sql - an agency as the API shows it.
create or replace function private.agency_json(
    p_agency register.agencies, p_moment private.moment, p_identifiers_on date default null) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_agency constant register.agencies := private.agency_at(p_agency, p_moment);
begin
    return json_build_object(
        'id', v_agency.id,
        'code', v_agency.code,
        'name_vi', v_agency.name_vi,
        'name_en', v_agency.name_en,
        'kind', v_agency.kind,
        'parent', private.agency_code(v_agency.parent_id),
        'parent_name', private.agency_name(v_agency.parent_id, p_moment),
        'valid_from', v_agency.valid_from,
        'valid_to', v_agency.valid_to,
        'identifiers', (
            select coalesce(json_agg(json_build_object(
                'scheme', i.scheme, 'value', i.value,
                'valid_from', lower(i.validity), 'valid_to', upper(i.validity))
                order by i.scheme, lower(i.validity) nulls first, i.value), '[]')
            from register.agency_identifiers i
            where i.agency_id = v_agency.id and i.known @> p_moment.known_at
              and (p_identifiers_on is null or i.validity @> p_identifiers_on)),
        'predecessors', private.agency_codes(array(
            select s.from_agency_id from register.agency_successions s
            where s.to_agency_id = v_agency.id and s.known_at <= p_moment.known_at)),
        'successors', private.agency_codes(array(
            select s.to_agency_id from register.agency_successions s
            where s.from_agency_id = v_agency.id and s.known_at <= p_moment.known_at)),
        'note', v_agency.note,
        'version', v_agency.version,
        'created_at', v_agency.created_at,
        'updated_at', v_agency.updated_at);
end
$$;
comment on function private.agency_json(register.agencies, private.moment, date) is
    'Schema Agency of the API, with the names of that moment. Identifiers: all it bore or will bear; with a day those it bears then.';
