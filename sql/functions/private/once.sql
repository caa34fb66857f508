-- once.sql - an operation with an Idempotency-Key: done once, answered the same every time.
create or replace function private.once(
    p_key text, p_operation text, p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_client constant text := private.current_client();
    v_hash constant bytea := sha256(convert_to(jsonb_build_array(p_operation, p_object, p_options, p_body)::text, 'UTF8'));
    v_stored register.idempotency_records;
    v_answer api.answer;
begin
    if not pg_try_advisory_xact_lock(hashtextextended(v_client || ' ' || p_key, 57)) then
        perform private.refuse(409, 'key-in-flight');
    end if;
    select r.* into v_stored from register.idempotency_records r where r.client = v_client and r.key = p_key;
    if v_stored.client is not null then
        if v_stored.request_hash <> v_hash then
            perform private.refuse(422, 'key-reused');
        end if;
        return (v_stored.status, v_stored.etag, v_stored.location, v_stored.next, v_stored.body, true)::api.answer;
    end if;
    execute format('select a.status, a.etag, a.location, a.next, a.body, a.replayed from api.%I($1, $2, $3) as a', p_operation)
        into v_answer using p_object, p_options, p_body;
    insert into register.idempotency_records (client, key, request_hash, status, etag, location, next, body)
    values (v_client, p_key, v_hash, v_answer.status, v_answer.etag, v_answer.location, v_answer.next,
            private.without_secret(p_operation, v_answer.body));
    return v_answer;
end
$$;
comment on function private.once(text, text, text, jsonb, jsonb) is
    'Key, name of the operation, then what it takes. The answer is stored in the same transaction as the effect: both are there or neither. A refusal raises and is not stored.';
