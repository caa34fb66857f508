-- agency_patch.sql - PATCH /v1/agencies/{agency}
create or replace function api.agency_patch(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_old register.agencies;
    v_new register.agencies;
    v_faults jsonb := '[]';
    v_identifiers constant jsonb := coalesce(nullif(p_body -> 'identifiers', 'null'), '[]');
    v_changed boolean := false;
begin
    select a.* into v_old from register.agencies a where a.id = private.agency_id(p_object) for no key update;
    if v_old.id is null then
        perform private.not_found();
    end if;
    perform private.check_version(p_options, v_old.version);

    v_old := private.agency_at(v_old, private.moment('{}'));
    v_new := jsonb_populate_record(v_old, p_body - array['code', 'parent', 'identifiers']);
    if p_body ? 'code' and p_body ->> 'code' <> v_old.code then
        v_faults := v_faults || private.fault('/code', 'read-only');
    end if;
    if p_body ? 'parent' then
        v_new.parent_id := private.agency_id(p_body ->> 'parent');
        v_faults := v_faults || private.reference_faults('/parent', p_body ->> 'parent', v_new.parent_id)
            || private.parent_faults(v_old.id, v_new.parent_id);
    end if;
    if p_body ? 'valid_from' and v_new.valid_from is distinct from v_old.valid_from then
        v_faults := v_faults || private.agency_start_faults(v_old.id, v_new.valid_from);
    end if;
    if p_body ? 'identifiers' then
        v_faults := v_faults || private.identifier_faults(v_identifiers, v_old.id);
    end if;
    perform private.refuse_faults(v_faults);

    if p_body ? 'identifiers' then
        v_changed := private.put_identifiers(v_old.id, v_identifiers);
    end if;
    if v_changed or v_new is distinct from v_old then
        v_new := private.agency_keep(v_new, private.agency_corrected(v_old, v_new));
    end if;
    return private.answer(200, private.agency_json(v_new, private.moment('{}')), v_new.version);
end
$$;
comment on function api.agency_patch(text, jsonb, jsonb) is
    'Merge patch (RFC 7396): puts right what the register says of the agency since it last changed; a name that changes by decision is an agency change. A list of identifiers replaces the whole list. A patch that changes nothing leaves the version.';
