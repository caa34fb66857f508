-- extension_withdraw.sql - POST /v1/extensions/{extension}/withdrawal
create or replace function api.extension_withdraw(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_extension register.deadline_extensions := private.extension_lock(p_object, p_options, 'withdraw');
begin
    update register.deadline_extensions e
    set state = 'withdrawn', decided_on = private.today(), decision_reason = p_body ->> 'reason', version = e.version + 1,
        updated_at = transaction_timestamp()
    where e.id = v_extension.id
    returning e.* into v_extension;
    return private.answer(200, private.extension_json(v_extension), v_extension.version);
end
$$;
comment on function api.extension_withdraw(text, jsonb, jsonb) is
    'Body reason. By the agency that leads the task, which asked or came after who did, or by the office on its behalf; only while nobody has decided.';
