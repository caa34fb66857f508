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

    v_new := jsonb_populate_record(v_old, p_body - array['code', 'parent', 'identifiers']);
    if p_body ? 'code' and p_body ->> 'code' <> v_old.code then
        v_faults := v_faults || private.fault('/code', 'read-only');
    end if;
    if p_body ? 'parent' then
        v_new.parent_id := private.agency_id(p_body ->> 'parent');
        v_faults := v_faults || private.reference_faults('/parent', p_body ->> 'parent', v_new.parent_id)
            || private.parent_faults(v_old.id, v_new.parent_id);
    end if;
    if v_new.valid_to <= v_new.valid_from then
        v_faults := v_faults || private.fault('/valid_from', 'order', v_new.valid_from::text);
    end if;
    if p_body ? 'identifiers' then
        v_faults := v_faults || private.identifier_faults(v_identifiers, v_old.id);
    end if;
    perform private.refuse_faults(v_faults);

    if p_body ? 'identifiers' then
        v_changed := private.put_identifiers(v_old.id, v_identifiers);
    end if;
    if v_changed or v_new is distinct from v_old then
        update register.agencies a
        set name_vi = v_new.name_vi, name_en = v_new.name_en, kind = v_new.kind, parent_id = v_new.parent_id,
            valid_from = v_new.valid_from, note = v_new.note,
            version = v_old.version + 1, updated_at = transaction_timestamp()
        where a.id = v_old.id
        returning a.* into v_new;
    end if;
    return private.answer(200, private.agency_json(v_new), v_new.version);
end
$$;
comment on function api.agency_patch(text, jsonb, jsonb) is
    'Merge patch (RFC 7396); a list of identifiers replaces the whole list. A patch that changes nothing leaves the version.';
