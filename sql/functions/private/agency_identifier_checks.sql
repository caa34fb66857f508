-- agency_identifier_checks.sql - whether the identifiers a plan gives an agency are free from that day on.
create or replace function private.agency_identifier_checks(
    p_party private.agency_party, p_from date, p_ending uuid[]) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_agg(private.check('error', 'identifier-in-use', format('%s/identifiers/%s', p_party.pointer, w.place - 1), w.item ->> 'value', a.code) -> 0
               order by w.place), '[]')
    from jsonb_array_elements(p_party.identifiers) with ordinality as w (item, place)
    join register.agency_identifiers i on i.scheme = w.item ->> 'scheme' and i.value = w.item ->> 'value' and upper_inf(i.known)
     and i.validity && daterange(coalesce((w.item ->> 'valid_from')::date, p_from), (w.item ->> 'valid_to')::date)
    join register.agencies a on a.id = i.agency_id
    where i.agency_id <> all (p_ending) and i.agency_id is distinct from (p_party.agency).id;
$$;
comment on function private.agency_identifier_checks(private.agency_party, date, uuid[]) is
    'What an agency that ends bore is free: it closes on that day.';
