-- urging_run.sql - POST /v1/urging-runs
create or replace function api.urging_run(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    return private.answer(200, private.urging_due());
end
$$;
comment on function api.urging_run(text, jsonb, jsonb) is
    'What the clerk does every night, now; with dry_run what it would do. Of a task one rung a day, however often it is called. Body: run_on, fired, digests, items (the first hundred), warnings.';
