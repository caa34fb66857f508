-- document_list.sql - GET /v1/documents
create or replace function api.document_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_sort constant text := coalesce(p_options ->> 'sort', '-issued_on');
    v_filters constant jsonb := $json${
        "family":      "r.family = $1 ->> 'family'",
        "type":        "r.type = $1 ->> 'type'",
        "issuer":      "r.issuer_id = private.agency_id($1 ->> 'issuer')",
        "code":        "r.code = $1 ->> 'code'",
        "issued_from": "r.issued_on >= ($1 ->> 'issued_from')::date",
        "issued_to":   "r.issued_on <= ($1 ->> 'issued_to')::date"
    }$json$;
begin
    v_list.source := 'register.documents';
    v_list.item := 'private.document_json(r)';
    v_list.filters := private.search_filters(p_options) || private.given_filters(v_filters, p_options);
    v_list.keys := case when v_sort in ('code', '-code') then array['r.code', 'r.id'] else array['r.issued_on', 'r.id'] end;
    v_list.types := case when v_sort in ('code', '-code') then array['text collate "C"', 'uuid'] else array['date', 'uuid'] end;
    v_list.descending := v_sort like '-%';
    return private.list('document_list', p_object, p_options, v_list);
end
$$;
comment on function api.document_list(text, jsonb, jsonb) is
    'Options q, family, type, issuer, code, issued_from, issued_to, sort (-issued_on, issued_on, code, -code), limit, cursor, count.';
