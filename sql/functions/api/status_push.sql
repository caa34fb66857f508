-- status_push.sql - POST /v1/status-updates
-- Hot: no search_path of its own (sql/README.md).
create or replace function api.status_push(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
as $$
declare
    v_body constant json := private.push_one(p_body, p_options ->> 'idempotency_key');
begin
    return (case v_body ->> 'result' when 'duplicate' then 200 else 201 end, null, null, null, v_body, false)::api.answer;
end
$$;
comment on function api.status_push(text, jsonb, jsonb) is
    'One status push; option idempotency_key stands in for source.event_id. 201, or 200 for a repeat.';
