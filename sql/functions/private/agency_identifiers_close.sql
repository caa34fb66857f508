-- agency_identifiers_close.sql - closes the identifiers of an agency that a plan closes.
create or replace function private.agency_identifiers_close(
    p_plan register.agency_change_plans, p_party private.agency_party) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    return private.put_identifiers((p_party.agency).id, (
        select coalesce(jsonb_agg(jsonb_build_object(
                   'scheme', i.scheme, 'value', i.value, 'valid_from', lower(i.validity),
                   'valid_to', case when c.closes then p_plan.effective_on else upper(i.validity) end)), '[]')
        from register.agency_identifiers i
        cross join lateral (
            select private.identifier_closes(p_plan.given, p_party, i)
                   and i.validity && daterange(p_plan.effective_on, null) as closes) as c
        where i.agency_id = (p_party.agency).id and upper_inf(i.known)
          -- One that would only begin then never does.
          and not (c.closes and coalesce(lower(i.validity) >= p_plan.effective_on, false))));
end
$$;
comment on function private.agency_identifiers_close(register.agency_change_plans, private.agency_party) is
    'True when it closed any. On the day of the change they are free for others.';
