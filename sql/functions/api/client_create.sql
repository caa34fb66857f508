-- client_create.sql - POST /v1/clients
create or replace function api.client_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_client register.api_clients;
    v_agency constant uuid := private.agency_id(p_body ->> 'agency');
    v_faults jsonb := private.reference_faults('/agency', p_body ->> 'agency', v_agency);
    v_systems constant text[] := private.text_array(p_body -> 'source_systems');
    v_secret text;
begin
    if p_body ->> 'role' = 'agency' and p_body ->> 'agency' is null then
        v_faults := v_faults || private.fault('/agency', 'required');
    elsif p_body ->> 'role' <> 'agency' and p_body ->> 'agency' is not null then
        v_faults := v_faults || private.fault('/agency', 'not-allowed');
    end if;
    if (select a.valid_to <= private.today() from register.agencies a where a.id = v_agency) then
        v_faults := v_faults || private.agency_faults('/agency', v_agency);
    end if;
    v_faults := v_faults || private.system_faults(null, p_body ->> 'code', v_systems);
    perform private.refuse_faults(v_faults);

    insert into register.api_clients as c (code, name, role, agency_id, scopes, public_key, source_systems)
    values (p_body ->> 'code', p_body ->> 'name', p_body ->> 'role', v_agency,
            private.text_array(p_body -> 'scopes'), p_body ->> 'public_key', v_systems)
    on conflict (code) do nothing
    returning c.* into v_client;
    if v_client.id is null then
        perform private.refuse(409, 'already-exists', private.fault('/code', 'already-exists', p_body ->> 'code'));
    end if;
    if v_client.public_key is null then
        v_secret := private.new_secret(v_client.id, interval '0');
    end if;
    return private.answer(201, private.client_json_with_secret(v_client, v_secret), v_client.version,
                          '/v1/clients/' || v_client.code);
end
$$;
comment on function api.client_create(text, jsonb, jsonb) is
    'Registers a client. Its secret is in this answer and nowhere else; with a public key it gets none.';
