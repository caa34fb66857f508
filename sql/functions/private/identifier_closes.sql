-- identifier_closes.sql - whether a plan closes an identifier.
create or replace function private.identifier_closes(
    p_given jsonb, p_party private.agency_party, p_identifier register.agency_identifiers) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select p_party.ends or coalesce(p_given -> 'identifiers_close' @> jsonb_build_array(
        jsonb_build_object('scheme', p_identifier.scheme, 'value', p_identifier.value)), false);
$$;
comment on function private.identifier_closes(jsonb, private.agency_party, register.agency_identifiers) is
    'Those of an agency that ends, all; of one that goes on those the plan names.';
