-- clerk_purge.sql - the clerk forgets what is kept only for a while
create or replace function api.clerk_purge(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_records bigint;
    v_assertions bigint;
begin
    delete from register.idempotency_records r
    where r.created_at < transaction_timestamp() - interval '30 days';
    get diagnostics v_records = row_count;
    -- A minute more than their expiry: the daemon's clock may be behind.
    delete from register.used_assertions u
    where u.expires_at < transaction_timestamp() - interval '1 minute';
    get diagnostics v_assertions = row_count;
    return private.answer(200, json_build_object('purged', v_records + v_assertions));
end
$$;
comment on function api.clerk_purge(text, jsonb, jsonb) is
    'Removes stored answers older than 30 days and assertions past their expiry. Body: purged, how many.';
