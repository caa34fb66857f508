-- clerk_outbox_take.sql - the clerk takes messages to deliver
create or replace function api.clerk_outbox_take(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := transaction_timestamp();
    v_messages json;
begin
    update register.outbox o
    set state = 'lapsed', taken_until = null, version = o.version + 1
    where o.state = 'waiting' and o.lapses_at <= v_now and coalesce(o.taken_until <= v_now, true);
    with due as (
        select d.id, d.email, d.name
        from jsonb_array_elements_text(p_body -> 'channels') as c (channel)
        cross join lateral (
            select o.id, n.email, coalesce(a.name_vi, n.name) as name
            from register.outbox o
            -- Fence: looked up once for each message.
            cross join lateral (select private.notice_reader(o.agency_id) as agency_id offset 0) as r
            left join register.notice_addresses n on n.agency_id = r.agency_id or o.agency_id is null and n.audience = o.audience
            left join register.agencies a on a.id = r.agency_id
            where o.state = 'waiting' and o.channel = c.channel and o.next_at <= v_now and coalesce(o.taken_until <= v_now, true)
              and (c.channel = 'file' or n.email is not null)
            order by o.next_at, o.number
            limit (p_body ->> 'limit')::integer
            for no key update of o skip locked) as d
    ), taken as (
        update register.outbox o
        set attempts = o.attempts + 1, address = d.email, taken_until = v_now + (p_body ->> 'seconds')::integer * interval '1 second'
        from due d where o.id = d.id
        returning o.*, d.name
    )
    select coalesce(json_agg(json_build_object(
               'id', t.id, 'channel', t.channel, 'attempt', t.attempts, 'to', t.address, 'to_name', t.name,
               'date', to_char(t.created_at at time zone 'Asia/Ho_Chi_Minh', 'Dy, DD Mon YYYY HH24:MI:SS') || ' +0700',
               'subject', t.subject, 'body', t.body) order by t.number), '[]')
    into v_messages from taken t;
    return private.answer(200, json_build_object('messages', v_messages, 'standing', private.outbox_standing()));
end
$$;
comment on function api.clerk_outbox_take(text, jsonb, jsonb) is
    'Body: channels, limit (of each), seconds. Takes what is due for so long, oldest first, without waiting for other clerks; one not reported by then comes again. What has waited too long lapses. Answer: messages with all that a delivery needs, their address as registered now, of an agency that has ended that of its successor. Without one nothing is mailed; a file is dropped all the same, for whoever sends it on by hand. standing: how the outbox stands.';
