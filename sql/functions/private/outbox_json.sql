-- outbox_json.sql - a message of the outbox as lists show it.
create or replace function private.outbox_json(p_message register.outbox) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select json_build_object(
        'number', p_message.number, 'state', p_message.state, 'channel', p_message.channel,
        'recipient', coalesce(a.code, p_message.audience), 'recipient_name', coalesce(a.name_vi, n.name),
        'subject', p_message.subject,
        'address', private.email_shown(case p_message.state when 'sent' then p_message.address else n.email end),
        'attempts', p_message.attempts, 'last_error', p_message.last_error,
        'next_at', case p_message.state when 'waiting' then p_message.next_at end, 'sent_at', p_message.sent_at,
        'lapses_at', p_message.lapses_at, 'kind', p_message.kind, 'recipient_kind', p_message.recipient_kind,
        'audience', p_message.audience, 'about', p_message.about, 'id', p_message.id,
        'version', p_message.version, 'created_at', p_message.created_at)
    -- Fence: looked up once.
    from (select private.notice_reader(p_message.agency_id) as agency_id offset 0) as r
    left join register.agencies a on a.id = p_message.agency_id
    left join register.notice_addresses n
        on n.agency_id = r.agency_id or p_message.agency_id is null and n.audience = p_message.audience;
$$;
comment on function private.outbox_json(register.outbox) is
    'Schema OutboxEntry of the API. Address: where it went, else where it would go now, of an agency that has ended to its successor; null while the recipient has no mailbox.';
