-- seat_places.sql - gives the lines of a new list their places, moving nobody who need not move.
create or replace function private.seat_places(p_old jsonb, p_lines jsonb) returns jsonb
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_step constant integer := 1024;
    v_places integer[] := array(
        select o.place
        from jsonb_populate_recordset(null::private.seat_line, p_lines) with ordinality as n
        left join jsonb_populate_recordset(null::private.seat_line, p_old) as o
            on coalesce(o.person_id, o.post_id) = coalesce(n.person_id, n.post_id)
        order by n.ordinality);
    v_kept constant boolean[] := private.kept_order(v_places);
    v_low integer := 0;
    v_next integer;
    v_room integer;
begin
    for i in 1 .. cardinality(v_places) loop
        if not v_kept[i] then
            -- Those up to the next who stays share the room before that one.
            select min(k.place) into v_next from generate_series(i + 1, cardinality(v_places)) as k (place) where v_kept[k.place];
            v_room := coalesce((v_places[v_next] - v_low) / (v_next - i + 1), v_step);
            if v_room = 0 then
                v_places := array(select v_step * n from generate_series(1, cardinality(v_places)) as n);
                exit;
            end if;
            v_places[i] := v_low + v_room;
        end if;
        v_low := v_places[i];
    end loop;
    return (
        select coalesce(jsonb_agg(n.line || jsonb_build_object('place', v_places[n.place]) order by n.place), '[]')
        from jsonb_array_elements(p_lines) with ordinality as n (line, place));
end
$$;
comment on function private.seat_places(jsonb, jsonb) is
    'The list there was, the lines of the new one in order. Who keeps the order keeps the place; without room between two, all get new ones.';
