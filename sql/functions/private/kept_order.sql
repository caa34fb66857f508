-- kept_order.sql - which members of a list kept their order, so that the fewest are said to have moved.
create or replace function private.kept_order(p_places integer[]) returns boolean[]
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_kept boolean[] := array_fill(false, array[greatest(cardinality(p_places), 1)]);
    -- Of the increasing rows of each length the one that ends lowest: index of its last, and of the one before each.
    v_ends integer[] := '{}';
    v_before integer[] := array_fill(null::integer, array[greatest(cardinality(p_places), 1)]);
    v_low integer;
    v_high integer;
    v_at integer;
begin
    for i in 1 .. cardinality(p_places) loop
        continue when p_places[i] is null;
        v_low := 1;
        v_high := cardinality(v_ends) + 1;
        while v_low < v_high loop
            if p_places[v_ends[(v_low + v_high) / 2]] < p_places[i] then
                v_low := (v_low + v_high) / 2 + 1;
            else
                v_high := (v_low + v_high) / 2;
            end if;
        end loop;
        v_before[i] := case when v_low > 1 then v_ends[v_low - 1] end;
        v_ends[v_low] := i;
    end loop;
    v_at := v_ends[cardinality(v_ends)];
    while v_at is not null loop
        v_kept[v_at] := true;
        v_at := v_before[v_at];
    end loop;
    return v_kept;
end
$$;
comment on function private.kept_order(integer[]) is
    'Where each stood before, in the order of now; null: not there before. True for a longest row of those that still follow each other.';
