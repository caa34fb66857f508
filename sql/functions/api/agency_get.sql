-- agency_get.sql - GET /v1/agencies/{agency}
create or replace function api.agency_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_agency register.agencies;
begin
    select a.* into v_agency from register.agencies a where a.id = private.agency_id(p_object);
    if v_agency.id is null then
        perform private.not_found();
    end if;
    return private.answer(200, private.agency_json(v_agency), v_agency.version);
end
$$;
comment on function api.agency_get(text, jsonb, jsonb) is 'One agency with all its identifiers.';
