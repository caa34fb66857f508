-- client_list.sql - GET /v1/clients
create or replace function api.client_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_filters constant jsonb := $json${
        "role":    "r.role = $1 ->> 'role'",
        "agency":  "r.agency_id = private.agency_id($1 ->> 'agency')",
        "revoked": "(r.revoked_at is not null) = ($1 ->> 'revoked')::boolean"
    }$json$;
begin
    v_list.source := 'register.api_clients';
    v_list.item := 'private.client_json(r)';
    v_list.filters := private.given_filters(v_filters, p_options);
    v_list.keys := array['r.code', 'r.id'];
    v_list.types := array['text collate "C"', 'uuid'];
    v_list.descending := p_options ->> 'sort' is not distinct from '-code';
    return private.list('client_list', p_object, p_options, v_list);
end
$$;
comment on function api.client_list(text, jsonb, jsonb) is
    'Options role, agency, revoked, sort (code, -code), limit, cursor, count.';
