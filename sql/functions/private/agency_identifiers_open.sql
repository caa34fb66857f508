-- agency_identifiers_open.sql - gives an agency the identifiers a plan opens.
create or replace function private.agency_identifiers_open(
    p_plan register.agency_change_plans, p_party private.agency_party) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    return p_party.identifiers <> '[]' and private.put_identifiers((p_party.agency).id, (
        select coalesce(jsonb_agg(jsonb_build_object(
                   'scheme', i.scheme, 'value', i.value, 'valid_from', lower(i.validity), 'valid_to', upper(i.validity))), '[]')
        from register.agency_identifiers i
        where i.agency_id = (p_party.agency).id and upper_inf(i.known))
        || private.identifiers_from(p_party.identifiers, p_plan.effective_on));
end
$$;
comment on function private.agency_identifiers_open(register.agency_change_plans, private.agency_party) is
    'True when it opened any; from the day of the change on where the plan says no other.';
