-- document_get.sql - GET /v1/documents/{document}
create or replace function api.document_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_document register.documents;
begin
    select d.* into v_document from register.documents d where d.id = private.document_named(p_object);
    if v_document.id is null then
        perform private.not_found();
    end if;
    return private.answer(200, private.document_json(v_document), v_document.version);
end
$$;
comment on function api.document_get(text, jsonb, jsonb) is 'One document, by id or by number and symbol where only one has them.';
