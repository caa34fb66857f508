-- as_of.sql - the day and the instant an answer speaks of.
create or replace function private.as_of() returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select json_build_object('today', private.today(), 'known_at', transaction_timestamp());
$$;
comment on function private.as_of() is 'Member as_of of lists: "today" for deadlines, "known_at" for what the register knew.';
