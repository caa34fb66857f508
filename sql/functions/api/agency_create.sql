-- agency_create.sql - POST /v1/agencies
create or replace function api.agency_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_agency register.agencies;
    v_identifiers constant jsonb := coalesce(nullif(p_body -> 'identifiers', 'null'), '[]');
begin
    v_agency := jsonb_populate_record(null::register.agencies, p_body - array['parent', 'identifiers']);
    v_agency.parent_id := private.agency_id(p_body ->> 'parent');
    perform private.refuse_faults(private.reference_faults('/parent', p_body ->> 'parent', v_agency.parent_id)
                                  || private.identifier_faults(v_identifiers, null));

    v_agency := private.agency_insert(v_agency);
    if v_agency.id is null then
        perform private.refuse(409, 'already-exists', private.fault('/code', 'already-exists', p_body ->> 'code'));
    end if;
    perform private.put_identifiers(v_agency.id, v_identifiers);
    return private.answer(201, private.agency_json(v_agency, private.moment('{}')), v_agency.version,
                          '/v1/agencies/' || v_agency.code);
end
$$;
comment on function api.agency_create(text, jsonb, jsonb) is 'Registers an agency with its identifiers, in force from valid_from on, or always.';
