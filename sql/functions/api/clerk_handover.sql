-- clerk_handover.sql - the clerk carries out agency changes whose day has come
create or replace function api.clerk_handover(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    return private.answer(200, private.handover_due());
end
$$;
comment on function api.clerk_handover(text, jsonb, jsonb) is
    'Hands over what is due, and flips names. Repeating, and several clerks at once, do nothing twice. Body: changes, names, tasks, posts, seats, clients, awaiting.';
