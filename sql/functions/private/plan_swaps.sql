-- plan_swaps.sql - the list that comes of a list when some give their seats to others.
create or replace function private.plan_swaps(p_old jsonb, p_swaps jsonb) returns private.seat_lines
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_lines jsonb := p_old;
    v_faults jsonb := '[]';
    v_swap record;
    v_index integer;
    v_taken integer[] := '{}';
begin
    for v_swap in
        select '/swaps/' || s.place - 1 as pointer, s.item ->> 'out' as going, s.item ->> 'in' as coming,
               private.person_id(s.item ->> 'out') as out_person, private.post_id(s.item ->> 'out') as out_post,
               private.person_id(s.item ->> 'in') as in_person, private.post_id(s.item ->> 'in') as in_post
        from jsonb_array_elements(p_swaps) with ordinality as s (item, place)
        order by s.place
    loop
        -- All swaps are of the list as it was: two can change seats with each other.
        select min(o.place)::integer into v_index
        from jsonb_array_elements(p_old) with ordinality as o (line, place)
        where o.line ->> 'person_id' = v_swap.out_person::text or o.line ->> 'post_id' = v_swap.out_post::text;
        if num_nonnulls(v_swap.out_person, v_swap.out_post) = 0 then
            v_faults := v_faults || private.fault(v_swap.pointer || '/out', 'not-found', v_swap.going);
        elsif v_index is null then
            v_faults := v_faults || private.fault(v_swap.pointer || '/out', 'not-a-member', v_swap.going);
        elsif v_index = any (v_taken) then
            v_faults := v_faults || private.fault(v_swap.pointer || '/out', 'duplicate', v_swap.going);
        end if;
        case num_nonnulls(v_swap.in_person, v_swap.in_post)
            when 0 then v_faults := v_faults || private.fault(v_swap.pointer || '/in', 'not-found', v_swap.coming);
            when 2 then v_faults := v_faults || private.fault(v_swap.pointer || '/in', 'not-unique', v_swap.coming);
            else null;
        end case;
        if v_index is not null then
            v_taken := v_taken || v_index;
            v_lines := jsonb_set(v_lines, array[(v_index - 1)::text], p_old -> (v_index - 1) || jsonb_build_object(
                'person_id', v_swap.in_person, 'post_id', v_swap.in_post, 'pointer', v_swap.pointer || '/in'));
        end if;
    end loop;
    return (v_lines, v_faults);
end
$$;
comment on function private.plan_swaps(jsonb, jsonb) is
    'Each gives role, place, duty and the agency represented to who comes in. A reference is a person''s or a post''s; the one who goes out must be on the list.';
