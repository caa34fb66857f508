-- notice_address_list.sql - GET /v1/notice-addresses
create or replace function api.notice_address_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_filters constant jsonb := $json${
        "recipient_kind": "r.recipient_kind = $1 ->> 'recipient_kind'",
        "missing":        "(r.email is null) = ($1 ->> 'missing')::boolean"
    }$json$;
begin
    v_list.source := 'private.notice_address_source()';
    v_list.item := 'private.notice_address_json((r).recipient)';
    v_list.filters := private.given_filters(v_filters, p_options);
    v_list.keys := array['r.recipient collate "C"', 'r.id'];
    v_list.types := array['text collate "C"', 'uuid'];
    v_list.descending := p_options ->> 'sort' = '-recipient';
    return private.list('notice_address_list', p_object, p_options, v_list);
end
$$;
comment on function api.notice_address_list(text, jsonb, jsonb) is
    'Every agency and body with its mailbox, or null. Options recipient_kind (agency, body), missing (true: without a mailbox), sort (recipient, -recipient), limit, cursor, count.';
