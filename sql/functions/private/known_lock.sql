-- known_lock.sql - which advisory lock guards the known-time.
create or replace function private.known_lock() returns integer
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select 5702;
$$;
comment on function private.known_lock() is 'First of two keys, the other is 0. Exclusive: learning. Shared: waiting for those who learn.';
