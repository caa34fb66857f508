-- handover_lock.sql - which advisory lock guards agency changes and handing over.
create or replace function private.handover_lock() returns integer
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select 5703;
$$;
comment on function private.handover_lock() is 'First of two keys, the other is 0; held to the end of the transaction.';
