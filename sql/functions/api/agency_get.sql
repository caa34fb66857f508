-- agency_get.sql - GET /v1/agencies/{agency}
create or replace function api.agency_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_moment constant private.moment := private.moment(p_options);
    v_agency register.agencies;
    v_then register.agencies;
begin
    select a.* into v_agency from register.agencies a where a.id = private.agency_id(p_object);
    v_then := private.agency_at(v_agency, v_moment);
    -- A day that was asked for is one of its days; without one the agency that is gone tells who came after it.
    if v_then.id is null
       or p_options ? 'valid_at' and not daterange(v_then.valid_from, v_then.valid_to) @> v_moment.valid_at then
        perform private.not_found();
    end if;
    return private.answer(200, private.agency_json(v_agency, v_moment, (p_options ->> 'valid_at')::date), v_agency.version);
end
$$;
comment on function api.agency_get(text, jsonb, jsonb) is
    'One agency. Options valid_at: as it was that day, with the identifiers it bore then, 404 when it was not; known_at: as the register knew it. Without valid_at: as it is today, or was last, with all its identifiers.';
