-- inspection_team.sql - the team of an inspection, as a body wants it.
create or replace function private.inspection_team(p_members jsonb) returns private.seat_lines
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_team private.seat_lines := ('[]', '[]');
    v_item record;
    v_kind text;
    v_id uuid;
    v_head text;
    v_pointer text;
begin
    for v_item in
        select m.value, m.place,
               (select array_agg(k.name) from unnest(array['person', 'post', 'agency']) as k (name) where m.value ->> k.name is not null) as named
        from jsonb_array_elements(nullif(p_members, 'null')) with ordinality as m (value, place)
    loop
        v_pointer := '/members/' || v_item.place - 1;
        v_kind := v_item.named[1];
        if v_item.value ->> 'role' = 'head' and v_head is not null then
            v_team.faults := v_team.faults || private.fault(v_pointer || '/role', 'two-heads', v_head, v_item.value ->> v_kind);
        elsif v_item.value ->> 'role' = 'head' then
            v_head := v_item.value ->> v_kind;
        end if;
        if cardinality(v_item.named) > 1 then
            v_team.faults := v_team.faults || private.fault(v_pointer || '/' || v_item.named[2], 'either-or', v_kind, v_item.named[2]);
            continue;
        elsif v_kind is null then
            v_team.faults := v_team.faults || private.fault(v_pointer || '/person', 'required');
            continue;
        end if;
        v_id := case v_kind when 'person' then private.person_id(v_item.value ->> v_kind) when 'post' then private.post_id(v_item.value ->> v_kind)
                            else private.agency_id(v_item.value ->> v_kind) end;
        v_team.faults := v_team.faults || private.reference_faults(v_pointer || '/' || v_kind, v_item.value ->> v_kind, v_id)
            || case when jsonb_path_exists(v_team.lines, '$[*].id ? (@ == $id)', jsonb_build_object('id', v_id))
                    then private.fault(v_pointer || '/' || v_kind, 'holder-twice', v_item.value ->> v_kind) else '[]' end;
        v_team.lines := v_team.lines || jsonb_build_object('place', v_item.place, 'role', v_item.value ->> 'role', 'kind', v_kind, 'id', v_id);
    end loop;
    if v_head is null and not jsonb_path_exists(coalesce(nullif(p_members, 'null'), '[]'), '$[*].role ? (@ == "head")') then
        v_team.faults := v_team.faults || private.fault('/members', 'no-head');
    end if;
    return v_team;
end
$$;
comment on function private.inspection_team(jsonb) is
    'lines: place, role, kind (person, post, agency) and id. Faults: of each member, and when not exactly one is the head.';
