-- put_identifiers.sql - makes the identifiers of an agency those of a list.
create or replace function private.put_identifiers(p_agency uuid, p_identifiers jsonb) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_removed integer;
    v_added integer;
begin
    delete from register.agency_identifiers i
    where i.agency_id = p_agency
      and (i.scheme, i.value, i.validity) not in (
          select w.item ->> 'scheme', w.item ->> 'value',
                 daterange((w.item ->> 'valid_from')::date, (w.item ->> 'valid_to')::date)
          from jsonb_array_elements(p_identifiers) as w (item));
    get diagnostics v_removed = row_count;
    insert into register.agency_identifiers (agency_id, scheme, value, validity)
    select p_agency, w.item ->> 'scheme', w.item ->> 'value',
           daterange((w.item ->> 'valid_from')::date, (w.item ->> 'valid_to')::date)
    from jsonb_array_elements(p_identifiers) with ordinality as w (item, place)
    where not exists (
        select from register.agency_identifiers i
        where i.agency_id = p_agency and i.scheme = w.item ->> 'scheme' and i.value = w.item ->> 'value'
          and i.validity = daterange((w.item ->> 'valid_from')::date, (w.item ->> 'valid_to')::date))
    order by w.place;
    get diagnostics v_added = row_count;
    return v_removed + v_added > 0;
exception
    -- Another transaction gave the identifier away since it was looked for.
    when exclusion_violation then
        perform private.refuse(409, 'conflict');
end
$$;
comment on function private.put_identifiers(uuid, jsonb) is
    'Removes what the list lacks, adds what it has more; true when anything changed. The list has passed private.identifier_faults.';
