-- counts_total.sql - the assertion that the four classes add up.
create or replace function private.counts_total(p_total bigint, variadic p_classes bigint[]) returns bigint
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
    if p_total is distinct from (select sum(c.count) from unnest(p_classes) as c (count)) then
        raise exception 'the classes % do not add up to %', p_classes, p_total using errcode = 'assert_failure';
    end if;
    return p_total;
end
$$;
comment on function private.counts_total(bigint, bigint[]) is
    'The total, or an error: figures that do not add up are never shown. Each class is counted by its own condition.';
