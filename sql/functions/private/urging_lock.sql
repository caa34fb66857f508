-- urging_lock.sql - waits until nobody else is urging.
create or replace function private.urging_lock() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_advisory_xact_lock(5704, 0);
end
$$;
comment on function private.urging_lock() is
    'Held to the end of the transaction: however many clerks run, one urges, and numbers of urgings are committed in their order. Take it in a statement of its own, so that the next one sees what the one before did.';
