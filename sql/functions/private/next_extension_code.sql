-- next_extension_code.sql - the code of a request for an extension.
create or replace function private.next_extension_code() returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_year constant integer := extract(year from private.today())::integer;
    v_number integer;
begin
    insert into register.extension_numbers as n (year, last) values (v_year, 1)
    on conflict (year) do update set last = n.last + 1
    returning n.last into v_number;
    return format('GH-%s-%s', v_year, lpad(v_number::text, greatest(4, length(v_number::text)), '0'));
end
$$;
comment on function private.next_extension_code() is 'GH-<year>-<number>, one after the other; numbers are not given twice.';
