-- plan_seats.sql - the list a plan gives in full.
create or replace function private.plan_seats(p_seats jsonb) returns private.seat_lines
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_lines jsonb := '[]';
    v_faults jsonb := '[]';
    v_item record;
    v_line private.seat_line;
begin
    for v_item in
        select s.item, '/seats/' || s.place - 1 as pointer
        from jsonb_array_elements(p_seats) with ordinality as s (item, place)
        -- Who gives no rank stands where it is written.
        order by coalesce((s.item ->> 'rank')::integer, s.place), s.item ->> 'rank' is null, s.place
    loop
        v_line := (private.person_id(v_item.item ->> 'person'), private.post_id(v_item.item ->> 'post'), v_item.item ->> 'role', null,
                   private.agency_id(v_item.item ->> 'represents'), v_item.item ->> 'duty', v_item.pointer)::private.seat_line;
        v_lines := v_lines || (private.seat_line_json(v_line) || jsonb_build_object('pointer', v_item.pointer));
        v_faults := v_faults
            || private.reference_faults(v_item.pointer || '/person', v_item.item ->> 'person', v_line.person_id)
            || private.reference_faults(v_item.pointer || '/post', v_item.item ->> 'post', v_line.post_id)
            || private.reference_faults(v_item.pointer || '/represents', v_item.item ->> 'represents', v_line.represents_id);
        if num_nonnulls(v_item.item ->> 'person', v_item.item ->> 'post') = 2 then
            v_faults := v_faults || private.fault(v_item.pointer || '/post', 'either-or', 'person', 'post');
        elsif num_nonnulls(v_item.item ->> 'person', v_item.item ->> 'post') = 0 then
            v_faults := v_faults || private.fault(v_item.pointer || '/person', 'required');
        end if;
        if not exists (select from register.committee_roles r where r.code = v_line.role) then
            v_faults := v_faults || private.fault(v_item.pointer || '/role', 'not-in-list', (
                select string_agg(r.code, ', ' order by r.rank) from register.committee_roles r));
        end if;
    end loop;
    return (v_lines, v_faults);
end
$$;
comment on function private.plan_seats(jsonb) is 'Member seats of a plan: lines in order, each with its pointer, and the faults of all of them.';
