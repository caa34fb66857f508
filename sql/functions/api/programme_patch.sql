-- programme_patch.sql - PATCH /v1/programmes/{programme}
create or replace function api.programme_patch(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_old register.programmes;
    v_new register.programmes;
    v_draft private.programme_draft;
begin
    select p.* into v_old from register.programmes p where p.id = private.programme_id(p_object) for no key update;
    if v_old.id is null then
        perform private.not_found();
    end if;
    perform private.check_version(p_options, v_old.version);
    v_draft := private.programme_input(p_body, v_old);
    perform private.refuse_faults(v_draft.faults);
    v_new := v_draft.programme;

    if v_new is distinct from v_old then
        update register.programmes p
        set name_vi = v_new.name_vi, name_en = v_new.name_en, document_id = v_new.document_id,
            starts_on = v_new.starts_on, ends_on = v_new.ends_on, note = v_new.note,
            version = v_old.version + 1, updated_at = transaction_timestamp()
        where p.id = v_old.id
        returning p.* into v_new;
    end if;
    return private.answer(200, private.programme_json(v_new), v_new.version);
end
$$;
comment on function api.programme_patch(text, jsonb, jsonb) is
    'Merge patch (RFC 7396). A patch that changes nothing leaves the version.';
