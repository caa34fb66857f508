-- outbox_list.sql - GET /v1/outbox
create or replace function api.outbox_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_filters constant jsonb := $json${
        "agency":   "r.agency_id = private.agency_id($1 ->> 'agency')",
        "audience": "r.audience = $1 ->> 'audience'",
        "channel":  "r.channel = $1 ->> 'channel'",
        "kind":     "r.kind = $1 ->> 'kind'",
        "state":    "r.state = $1 ->> 'state'"
    }$json$;
begin
    v_list.source := 'register.outbox';
    v_list.item := 'private.outbox_json(r)';
    v_list.filters := private.given_filters(v_filters, p_options);
    v_list.keys := array['r.number'];
    v_list.types := array['bigint'];
    v_list.descending := p_options ->> 'sort' is distinct from 'number';
    return private.list('outbox_list', p_object, p_options, v_list);
end
$$;
comment on function api.outbox_list(text, jsonb, jsonb) is
    'Messages, newest first. Options state (waiting, sent, lapsed), channel (file, smtp), agency, audience, kind, sort (-number, number), limit, cursor, count.';
