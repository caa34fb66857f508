-- urging_place.sql - where in the series of numbers a reader has got to.
create or replace function private.urging_place(p_reference text) returns integer[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case when p_reference ~ '^DD-[0-9]{4}-[0-9]{5,9}$'
                then array[split_part(p_reference, '-', 2)::integer, split_part(p_reference, '-', 3)::integer]
                else (select array[u.year, u.number] from register.urgings u where u.id = private.urging_id(p_reference)) end;
$$;
comment on function private.urging_place(text) is
    'Year and number of a code, whether or not the caller may (still) see that urging: who reads on from it must not get stuck when its task has gone to another agency. Of an id: null when there is none he may see.';
