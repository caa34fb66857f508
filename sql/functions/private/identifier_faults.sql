-- identifier_faults.sql - what is wrong with the identifiers given for an agency.
create or replace function private.identifier_faults(p_identifiers jsonb, p_agency uuid, p_others boolean default true) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_faults jsonb := '[]';
    v_item record;
begin
    for v_item in
        select '/identifiers/' || i.place - 1 as pointer, i.place, i.item ->> 'scheme' as scheme, i.item ->> 'value' as value,
               (i.item ->> 'valid_from')::date as valid_from, (i.item ->> 'valid_to')::date as valid_to
        from jsonb_array_elements(p_identifiers) with ordinality as i (item, place)
        order by i.place
    loop
        if v_item.scheme in ('qd20', 'qcvn102') and v_item.value !~ '^[A-Z0-9]+(\.[A-Z0-9]+)*$' then
            v_faults := v_faults || private.fault(v_item.pointer || '/value', 'bad-format', 'H39.4.12');
        elsif v_item.scheme = 'gso' and v_item.value !~ '^[0-9]+$' then
            v_faults := v_faults || private.fault(v_item.pointer || '/value', 'bad-format', '80');
        end if;
        if v_item.valid_to <= v_item.valid_from then
            v_faults := v_faults || private.fault(v_item.pointer || '/valid_to', 'order', v_item.valid_from::text);
            continue;
        end if;
        v_faults := v_faults || coalesce((
            select private.fault(v_item.pointer, 'overlap', a.code)
            from register.agency_identifiers i
            join register.agencies a on a.id = i.agency_id
            where p_others and i.scheme = v_item.scheme and i.value = v_item.value and upper_inf(i.known)
              and i.agency_id is distinct from p_agency
              and i.validity && daterange(v_item.valid_from, v_item.valid_to)
            limit 1), '[]');
        v_faults := v_faults || coalesce((
            select private.fault(v_item.pointer, 'overlap', (o.place - 1)::text)
            from jsonb_array_elements(p_identifiers) with ordinality as o (item, place)
            where o.place < v_item.place
              and o.item ->> 'scheme' = v_item.scheme and o.item ->> 'value' = v_item.value
              and ((o.item ->> 'valid_to')::date > (o.item ->> 'valid_from')::date) is not false
              and daterange((o.item ->> 'valid_from')::date, (o.item ->> 'valid_to')::date)
                  && daterange(v_item.valid_from, v_item.valid_to)
            limit 1), '[]');
    end loop;
    return v_faults;
end
$$;
comment on function private.identifier_faults(jsonb, uuid, boolean) is
    'Form of each value, order of its dates, and that on no day two agencies bear it, this one''s own earlier list apart; without others only what the list itself tells.';
