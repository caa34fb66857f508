-- inspection_references.sql - the agencies or tasks an inspection shall look at.
create or replace function private.inspection_references(p_body jsonb, p_member text) returns private.seat_lines
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.seat_lines := ('[]', '[]');
    v_item record;
    v_id uuid;
    v_pointer text;
begin
    for v_item in
        select r.value, r.place - 1 as place
        from jsonb_array_elements_text(nullif(p_body -> p_member, 'null')) with ordinality as r (value, place)
    loop
        v_pointer := format('/%s/%s', p_member, v_item.place);
        v_id := case p_member when 'tasks' then private.task_id(v_item.value) else private.agency_id(v_item.value) end;
        if v_list.lines ? v_id::text then
            v_list.faults := v_list.faults || private.fault(v_pointer, 'duplicate', v_item.value);
        elsif v_id is null then
            v_list.faults := v_list.faults || private.reference_faults(v_pointer, v_item.value, v_id);
        else
            v_list.lines := v_list.lines || to_jsonb(v_id);
        end if;
    end loop;
    return v_list;
end
$$;
comment on function private.inspection_references(jsonb, text) is 'Member agencies or tasks of the body: their ids, each once, and what is wrong with the list.';
