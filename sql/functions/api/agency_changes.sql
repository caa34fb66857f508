-- agency_changes.sql - GET /v1/agency-changes
create or replace function api.agency_changes(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_moment constant private.moment := private.moment(p_options);
    v_filters constant jsonb := $json${
        "agency": "(private.agency_id($1 ->> 'agency') = any (r.agency_ids || r.into_ids))",
        "kind":   "r.kind = $1 ->> 'kind'",
        "state":  "case when r.carried_out_at is null then 'scheduled' else 'carried_out' end = $1 ->> 'state'",
        "from":   "r.effective_on >= ($1 ->> 'from')::date",
        "to":     "r.effective_on <= ($1 ->> 'to')::date"
    }$json$;
begin
    v_list.source := 'register.agency_changes';
    v_list.item := 'private.agency_change_json(r)';
    v_list.filters := private.given_filters(v_filters, p_options)
        || format('(r.known_at <= %L::timestamptz)', v_moment.known_at);
    v_list.keys := array['r.effective_on', 'r.id'];
    v_list.types := array['date', 'uuid'];
    v_list.descending := p_options ->> 'sort' is distinct from 'effective_on';
    v_list.moment := v_moment;
    return private.list('agency_changes', p_object, p_options, v_list);
end
$$;
comment on function api.agency_changes(text, jsonb, jsonb) is
    'Mergers, splits, renamings and dissolutions that were decided, also of days to come. Options agency, kind, state (scheduled, carried_out), from, to (days they take effect, both included), known_at, sort (-effective_on, effective_on), limit, cursor, count.';
