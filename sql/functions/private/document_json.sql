-- document_json.sql - a document as the API shows it.
create or replace function private.document_json(p_document register.documents) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return json_build_object(
        'id', p_document.id,
        'code', p_document.code,
        'number', p_document.number,
        'symbol', p_document.symbol,
        'family', p_document.family,
        'type', p_document.type,
        'issuer', private.agency_code(p_document.issuer_id),
        'issuer_name', coalesce(p_document.issuer_name, private.agency_name(p_document.issuer_id, p_document.issued_on)),
        'issued_on', p_document.issued_on,
        'effective_on', p_document.effective_on,
        'signer', p_document.signer,
        'signer_title', p_document.signer_title,
        'subject', p_document.subject,
        'url', p_document.url,
        'sha256', p_document.sha256,
        'secrecy', 'none',
        'version', p_document.version,
        'created_at', p_document.created_at,
        'updated_at', p_document.updated_at);
end
$$;
comment on function private.document_json(register.documents) is
    'Schema Document of the API; the issuer bears its name of the day of issue. A State secret is never registered, so secrecy is always none.';
