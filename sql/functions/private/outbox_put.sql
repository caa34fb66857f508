-- outbox_put.sql - hands a message to the clerk, for delivery.
create or replace function private.outbox_put(
    p_kind text, p_agency_id uuid, p_audience text, p_subject text, p_body text, p_about jsonb) returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    insert into register.outbox (kind, agency_id, audience, subject, body, about, channel, lapses_at)
    select p_kind, p_agency_id, p_audience,
           left(normalize(regexp_replace(p_subject, '[\x01-\x1f\x7f]+', ' ', 'g'), nfc), 300), normalize(p_body, nfc), p_about,
           c.channel, transaction_timestamp() + private.setting('outbox_days')::integer * interval '1 day'
    from string_to_table(private.setting('delivery_channels'), ',') as c (channel)
    where c.channel <> 'none';
$$;
comment on function private.outbox_put(text, uuid, text, text, text, jsonb) is
    'Kind, agency (null: to the body p_audience), audience, subject, body, codes of what it tells of. One row for each channel switched on: none when there is none. With the rights of the owner: who may make messages for others is said by the grants.';
