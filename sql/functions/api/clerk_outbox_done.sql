-- clerk_outbox_done.sql - the clerk says how a delivery went
create or replace function api.clerk_outbox_done(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    -- Mail servers like to repeat the address: shown like that, it would be whole in the journal and to the auditor.
    v_error constant text := left(regexp_replace(p_body ->> 'error', '([[:alnum:]])[[:alnum:]._+-]*@', '\1•••@', 'g'), 1000);
    v_state text;
begin
    -- What is sent is sent, even when its time had run out meanwhile. A failure counts only for who still has it.
    update register.outbox o
    set state = case when v_error is null then 'sent' else o.state end,
        sent_at = case when v_error is null then clock_timestamp() end,
        last_error = v_error,
        taken_until = null,
        next_at = transaction_timestamp() + least(interval '1 hour', interval '30 seconds' * 2 ^ least(o.attempts - 1, 10)),
        version = o.version + 1
    where o.id = (p_body ->> 'id')::uuid
      and case when v_error is null then o.state <> 'sent'
               else o.state = 'waiting' and o.taken_until is not null and o.attempts = (p_body ->> 'attempt')::integer end
    returning o.state into v_state;
    return private.answer(200, json_build_object('state', v_state));
end
$$;
comment on function api.clerk_outbox_done(text, jsonb, jsonb) is
    'Body: id, attempt as taken, error (absent: delivered). A failure is due again after 30 s, 1 min, 2 min, at most an hour. Answer: state, null when there was nothing to note.';
