-- outbox_retry.sql - POST /v1/outbox/{message}/retry
create or replace function api.outbox_retry(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_message register.outbox;
begin
    select o.* into v_message from register.outbox o where o.id = private.outbox_id(p_object) for no key update;
    if v_message.id is null then
        perform private.not_found();
    elsif v_message.state = 'sent' then
        perform private.refuse(409, 'already-sent');
    end if;
    -- One that a clerk is delivering right now stays its own: nothing goes out twice for impatience.
    update register.outbox o
    set state = 'waiting', attempts = 0, next_at = transaction_timestamp(),
        lapses_at = transaction_timestamp() + private.setting('outbox_days')::integer * interval '1 day', version = o.version + 1
    where o.id = v_message.id
    returning o.* into v_message;
    return private.answer(200, private.outbox_json(v_message), v_message.version);
end
$$;
comment on function api.outbox_retry(text, jsonb, jsonb) is
    'A message that lapsed, or waits for its next attempt, is due now. 409 for one that was sent.';
