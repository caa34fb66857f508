-- agency_plan_identifier_faults.sql - what is wrong with the identifiers a plan opens and closes.
create or replace function private.agency_plan_identifier_faults(p_given jsonb, p_parties private.agency_party[]) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with opened as (
        select p.place, f.fault || jsonb_build_object('pointer', p.pointer || (f.fault ->> 'pointer')) as fault
        from unnest(p_parties) with ordinality as p (pointer, agency, wanted, ends, fresh, identifiers, place)
        cross join lateral jsonb_array_elements(private.identifier_faults(
            private.identifiers_from(p.identifiers, (p_given ->> 'effective_on')::date), null, false)) as f (fault)
    ), closed as (
        select c.place, private.fault('/identifiers_close/' || c.place - 1, 'not-found', c.item ->> 'value') -> 0 as fault
        from jsonb_array_elements(coalesce(nullif(p_given -> 'identifiers_close', 'null'), '[]')) with ordinality as c (item, place)
        where not exists (
            select from register.agency_identifiers i
            join unnest(p_parties) as p on (p.agency).id = i.agency_id
            where i.scheme = c.item ->> 'scheme' and i.value = c.item ->> 'value' and upper_inf(i.known)
              and i.validity @> (p_given ->> 'effective_on')::date)
    )
    select coalesce((select jsonb_agg(o.fault order by o.place) from opened o), '[]')
        || coalesce((select jsonb_agg(c.fault order by c.place) from closed c), '[]');
$$;
comment on function private.agency_plan_identifier_faults(jsonb, private.agency_party[]) is
    'Form and dates of those it opens; those it closes are borne by an agency it names on that day.';
