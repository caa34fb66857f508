-- identifiers_from.sql - identifiers as a plan opens them: from its day on where it says no other.
create or replace function private.identifiers_from(p_identifiers jsonb, p_from date) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('valid_from', p_from) || jsonb_strip_nulls(i.item) order by i.place), '[]')
    from jsonb_array_elements(p_identifiers) with ordinality as i (item, place);
$$;
comment on function private.identifiers_from(jsonb, date) is 'The list with valid_from everywhere.';
