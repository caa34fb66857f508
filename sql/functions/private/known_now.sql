-- known_now.sql - the instant at which the register learns what this transaction writes.
create or replace function private.known_now() returns timestamptz
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_at timestamptz := nullif(current_setting('steer.known_now', true), '')::timestamptz;
begin
    if v_at is not null then
        return v_at;
    end if;
    -- Held until the end of the transaction: whoever comes next gets a later instant, and whoever reads
    -- with a known_at that this one may still fall before waits in private.moment().
    perform pg_advisory_xact_lock(private.known_lock(), 0);
    update register.known_clock k
    set at = greatest(clock_timestamp(), k.at) + interval '1 microsecond'
    returning k.at into v_at;
    perform set_config('steer.known_now', v_at::text, true);
    return v_at;
end
$$;
comment on function private.known_now() is
    'One instant a transaction, each later than any before, whatever the clock of the machine does. Call it after all rows are locked that the transaction needs: from here to its end all others that learn wait.';
