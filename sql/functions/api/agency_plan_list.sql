-- agency_plan_list.sql - GET /v1/agency-change-plans
create or replace function api.agency_plan_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_filters constant jsonb := $json${
        "agency": "r.given -> 'agencies' ?| array[private.agency_code(private.agency_id($1 ->> 'agency')), private.agency_id($1 ->> 'agency')::text]",
        "kind":   "r.kind = $1 ->> 'kind'",
        "state":  "private.agency_plan_state(r) = $1 ->> 'state'"
    }$json$;
begin
    v_list.source := 'register.agency_change_plans';
    v_list.item := 'private.agency_plan_json(r)';
    v_list.filters := private.given_filters(v_filters, p_options);
    v_list.keys := array['r.created_at', 'r.id'];
    v_list.types := array['timestamptz', 'uuid'];
    v_list.descending := true;
    return private.list('agency_plan_list', p_object, p_options, v_list);
end
$$;
comment on function api.agency_plan_list(text, jsonb, jsonb) is
    'Plans of agency changes, newest first. Options agency (one it is about), kind, state (open, stale, applied), limit, cursor, count.';
