-- agency_plan_faults.sql - what is wrong with a plan as it was written.
create or replace function private.agency_plan_faults(p_given jsonb) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_into constant jsonb := coalesce(nullif(p_given -> 'into', 'null'), '[]');
    v_faults jsonb := '[]';
    v_item record;
begin
    for v_item in
        select '/agencies/' || i.place - 1 as pointer, i.code, private.agency_id(i.code) as id,
               (select min(o.place) - 1 from jsonb_array_elements_text(p_given -> 'agencies') with ordinality as o (code, place)
                where o.place < i.place and private.agency_id(o.code) = private.agency_id(i.code)) as earlier
        from jsonb_array_elements_text(p_given -> 'agencies') with ordinality as i (code, place)
        order by i.place
    loop
        v_faults := v_faults || private.reference_faults(v_item.pointer, v_item.code, v_item.id);
        if v_item.earlier is not null then
            v_faults := v_faults || private.fault(v_item.pointer, 'duplicate', v_item.earlier::text);
        end if;
    end loop;
    for v_item in
        select '/into/' || i.place - 1 as pointer, i.item, private.agency_id(i.item ->> 'code') as id,
               (select min(o.place) - 1 from jsonb_array_elements(v_into) with ordinality as o (item, place)
                where o.place < i.place and o.item ->> 'code' = i.item ->> 'code') as earlier
        from jsonb_array_elements(v_into) with ordinality as i (item, place)
        order by i.place
    loop
        if v_item.id is distinct from private.agency_id(p_given #>> '{agencies,0}') and p_given ->> 'kind' = 'rename' then
            v_faults := v_faults || private.fault(v_item.pointer || '/code', 'not-allowed');
        elsif v_item.id is null then
            v_faults := v_faults || coalesce((
                select jsonb_agg(private.fault(v_item.pointer || '/' || m.name, 'required') -> 0 order by m.name desc)
                from unnest('{name_vi,kind}'::text[]) as m (name) where v_item.item ->> m.name is null), '[]');
        end if;
        v_faults := v_faults || private.reference_faults(
            v_item.pointer || '/parent', v_item.item ->> 'parent', private.agency_id(v_item.item ->> 'parent'));
        if v_item.earlier is not null then
            v_faults := v_faults || private.fault(v_item.pointer || '/code', 'duplicate', v_item.earlier::text);
        end if;
    end loop;
    -- A merger in which nobody ends is none.
    if p_given ->> 'kind' = 'merge' and not exists (
        select from jsonb_array_elements_text(p_given -> 'agencies') as a (code)
        where private.agency_id(a.code) is distinct from private.agency_id(v_into #>> '{0,code}')) then
        v_faults := v_faults || private.fault('/agencies', 'too-short', '2');
    end if;
    return v_faults || private.agency_plan_count_faults(
        p_given ->> 'kind', jsonb_array_length(p_given -> 'agencies'), jsonb_array_length(v_into));
end
$$;
comment on function private.agency_plan_faults(jsonb) is
    'References, what a new agency needs, and how many agencies each kind of change has.';
