-- document_patch.sql - PATCH /v1/documents/{document}
create or replace function api.document_patch(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_old register.documents;
    v_new register.documents;
    v_draft private.document_draft;
begin
    select d.* into v_old from register.documents d where d.id = private.document_named(p_object) for no key update;
    if v_old.id is null then
        perform private.not_found();
    end if;
    perform private.check_version(p_options, v_old.version);
    v_draft := private.document_input(p_body, v_old);
    perform private.refuse_faults(v_draft.faults);
    v_new := v_draft.document;

    if v_new is distinct from v_old then
        update register.documents d
        set code = v_new.code, family = v_new.family, type = v_new.type, issuer_id = v_new.issuer_id,
            issuer_name = v_new.issuer_name, issued_on = v_new.issued_on, effective_on = v_new.effective_on,
            signer = v_new.signer, signer_title = v_new.signer_title, subject = v_new.subject,
            url = v_new.url, sha256 = lower(v_new.sha256),
            version = v_old.version + 1, updated_at = transaction_timestamp()
        where d.id = v_old.id
        returning d.* into v_new;
    end if;
    return private.answer(200, private.document_json(v_new), v_new.version);
exception
    when unique_violation then
        perform private.refuse(409, 'already-exists', private.fault('/code', 'already-exists', v_new.code));
end
$$;
comment on function api.document_patch(text, jsonb, jsonb) is
    'Merge patch (RFC 7396). A patch that changes nothing leaves the version.';
