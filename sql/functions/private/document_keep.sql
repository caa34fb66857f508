-- document_keep.sql - registers a document that a plan is applied with, unless it is registered.
create or replace function private.document_keep(p_document register.documents) returns uuid
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_id uuid := p_document.id;
begin
    if v_id is null then
        insert into register.documents as d (code, family, type, issuer_id, issued_on, signer, signer_title, subject)
        values (p_document.code, p_document.family, p_document.type, p_document.issuer_id, p_document.issued_on,
                p_document.signer, p_document.signer_title, p_document.subject)
        returning d.id into v_id;
    end if;
    return v_id;
end
$$;
comment on function private.document_keep(register.documents) is 'As private.deciding_document gives it; its id.';
