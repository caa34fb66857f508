-- outbox_json.sql - a message of the outbox as lists show it.
create or replace function private.outbox_json(p_message register.outbox) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select json_build_object(
        'id', p_message.id, 'number', p_message.number, 'kind', p_message.kind,
        'recipient_kind', p_message.recipient_kind, 'recipient', coalesce(a.code, p_message.audience),
        'recipient_name', coalesce(a.name_vi, n.name), 'audience', p_message.audience,
        'subject', p_message.subject, 'about', p_message.about, 'channel', p_message.channel, 'state', p_message.state,
        'address', private.email_shown(case p_message.state when 'sent' then p_message.address else n.email end),
        'attempts', p_message.attempts, 'next_at', case p_message.state when 'waiting' then p_message.next_at end,
        'lapses_at', p_message.lapses_at, 'last_error', p_message.last_error, 'sent_at', p_message.sent_at,
        'version', p_message.version, 'created_at', p_message.created_at)
    from (select) as one
    left join register.agencies a on a.id = p_message.agency_id
    left join register.notice_addresses n
        on n.agency_id = p_message.agency_id or p_message.agency_id is null and n.audience = p_message.audience;
$$;
comment on function private.outbox_json(register.outbox) is
    'Schema OutboxEntry of the API. Address: where it went, else where it would go now; null while the recipient has no mailbox.';
