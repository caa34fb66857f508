-- put_identifiers.sql - makes the identifiers of an agency those of a list.
create or replace function private.put_identifiers(p_agency uuid, p_identifiers jsonb) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_over uuid[];
    v_fresh jsonb;
    v_now timestamptz;
begin
    select coalesce(array_agg(i.id), '{}') into v_over
    from register.agency_identifiers i
    where i.agency_id = p_agency and upper_inf(i.known)
      and (i.scheme, i.value, i.validity) not in (
          select w.item ->> 'scheme', w.item ->> 'value',
                 daterange((w.item ->> 'valid_from')::date, (w.item ->> 'valid_to')::date)
          from jsonb_array_elements(p_identifiers) as w (item));
    select coalesce(jsonb_agg(w.item order by w.place), '[]') into v_fresh
    from jsonb_array_elements(p_identifiers) with ordinality as w (item, place)
    where not exists (
        select from register.agency_identifiers i
        where i.agency_id = p_agency and upper_inf(i.known) and i.scheme = w.item ->> 'scheme' and i.value = w.item ->> 'value'
          and i.validity = daterange((w.item ->> 'valid_from')::date, (w.item ->> 'valid_to')::date));
    if v_over = '{}' and v_fresh = '[]' then
        return false;
    end if;
    v_now := private.known_now();
    update register.agency_identifiers i set known = tstzrange(lower(i.known), v_now) where i.id = any (v_over);
    insert into register.agency_identifiers (agency_id, scheme, value, validity, known)
    select p_agency, f.item ->> 'scheme', f.item ->> 'value',
           daterange((f.item ->> 'valid_from')::date, (f.item ->> 'valid_to')::date), tstzrange(v_now, null)
    from jsonb_array_elements(v_fresh) with ordinality as f (item, place)
    order by f.place;
    return true;
exception
    -- Another transaction gave the identifier away since it was looked for.
    when exclusion_violation then
        perform private.refuse(409, 'conflict');
end
$$;
comment on function private.put_identifiers(uuid, jsonb) is
    'Closes what the list lacks, adds what it has more; true when anything changed. The list has passed private.identifier_faults.';
