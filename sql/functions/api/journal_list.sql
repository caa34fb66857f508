-- journal_list.sql - GET /v1/journal
create or replace function api.journal_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_filters constant jsonb := $json${
        "client":      "r.client = $1 ->> 'client'",
        "operation":   "r.operation = $1 ->> 'operation'",
        "object_kind": "r.object_kind = $1 ->> 'object_kind'",
        "object":      "(r.object_id = $1 ->> 'object' or r.object_code = $1 ->> 'object')",
        "from":        "r.at >= ($1 ->> 'from')::timestamptz",
        "to":          "r.at < ($1 ->> 'to')::timestamptz"
    }$json$;
begin
    v_list.source := 'register.journal';
    v_list.item := 'json_build_object(''id'', (r).id, ''at'', (r).at, ''operation'', (r).operation, '
                   '''client'', (r).client, ''agency'', private.agency_code((r).agency_id), '
                   '''role'', (r).role, ''request'', (r).request, ''action'', (r).action, '
                   '''object_kind'', (r).object_kind, ''object_id'', (r).object_id, ''object_code'', (r).object_code, '
                   '''before'', (r).before, ''after'', (r).after)';
    v_list.filters := private.given_filters(v_filters, p_options);
    v_list.keys := array['r.id'];
    v_list.types := array['bigint'];
    v_list.descending := true;
    return private.list('journal_list', p_object, p_options, v_list);
end
$$;
comment on function api.journal_list(text, jsonb, jsonb) is
    'Newest first. Options client, operation, object_kind, object (id or code), from, to (instants; from included, to not), limit, cursor, count.';
