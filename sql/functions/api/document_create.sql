-- document_create.sql - POST /v1/documents
create or replace function api.document_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_draft constant private.document_draft := private.document_input(p_body, null);
    v_document register.documents := v_draft.document;
begin
    perform private.refuse_faults(v_draft.faults);

    insert into register.documents as d (
        code, family, type, issuer_id, issuer_name, issued_on, effective_on, signer, signer_title, subject, url, sha256)
    values (
        v_document.code, v_document.family, v_document.type, v_document.issuer_id, v_document.issuer_name,
        v_document.issued_on, v_document.effective_on, v_document.signer, v_document.signer_title,
        v_document.subject, v_document.url, lower(v_document.sha256))
    on conflict ((coalesce(issuer_id::text, lower(issuer_name))), code, issued_on) do nothing
    returning d.* into v_document;
    if v_document.id is null then
        perform private.refuse(409, 'already-exists', private.fault('/code', 'already-exists', p_body ->> 'code'));
    end if;
    return private.answer(201, private.document_json(v_document), v_document.version,
                          '/v1/documents/' || v_document.id);
end
$$;
comment on function api.document_create(text, jsonb, jsonb) is
    'Registers a document. Issuer, number with symbol, and day of issue together are unique.';
