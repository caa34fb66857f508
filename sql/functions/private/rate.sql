-- rate.sql - a rate in per cent.
create or replace function private.rate(p_part bigint, p_whole bigint) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select round(100.0 * p_part / nullif(p_whole, 0), 1)::text;
$$;
comment on function private.rate(bigint, bigint) is 'A decimal string with one place, halves rounded up; null of nothing.';
