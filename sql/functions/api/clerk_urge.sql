-- clerk_urge.sql - the clerk reminds and urges
create or replace function api.clerk_urge(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    return private.answer(200, private.urging_due());
end
$$;
comment on function api.clerk_urge(text, jsonb, jsonb) is
    'Fires the rungs whose day has come, one of a task a day. Repeating, and several clerks at once, fire nothing twice. Body: run_on, fired, digests, items, warnings.';
