-- urging_code.sql - what an urging is called.
create or replace function private.urging_code(p_year integer, p_number integer) returns text
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return 'DD-' || p_year || '-' || lpad(p_number::text, greatest(5, length(p_number::text)), '0');
end
$$;
comment on function private.urging_code(integer, integer) is 'DD-<year>-<number>: đôn đốc.';
