-- moment.sql - the day and the instant a read asks for: what was in force then, as the register knew it then.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.moment(p_options jsonb) returns private.moment
language plpgsql
as $$
declare
    v_valid_at constant date := coalesce((p_options ->> 'valid_at')::date, private.today());
    v_known_at constant timestamptz := (p_options ->> 'known_at')::timestamptz;
    v_clock constant timestamptz := (select k.at from register.known_clock k);
begin
    if v_known_at is null then
        -- Nobody who has not committed yet has an instant before this one.
        return (v_valid_at, v_clock)::private.moment;
    elsif v_known_at > greatest(clock_timestamp(), v_clock) then
        perform private.refuse_faults(private.fault('known_at', 'in-future', to_jsonb(v_known_at) #>> '{}'));
    elsif v_known_at > v_clock then
        -- Somebody may be learning just now, as of an instant before the one asked for.
        perform pg_advisory_xact_lock_shared(private.known_lock(), 0);
    end if;
    return (v_valid_at, v_known_at)::private.moment;
end
$$;
comment on function private.moment(jsonb) is
    'Of options valid_at (default: today) and known_at (default: the last known-time). 422 for a known_at in the future. Operations that call it are VOLATILE, so that what they read after the wait is what was committed meanwhile; the same moment then answers the same whenever it is asked.';
