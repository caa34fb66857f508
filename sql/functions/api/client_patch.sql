-- client_patch.sql - PATCH /v1/clients/{client}
create or replace function api.client_patch(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_old register.api_clients;
    v_new register.api_clients;
    v_faults jsonb := '[]';
begin
    select c.* into v_old from register.api_clients c where c.id = private.client_id(p_object) for no key update;
    if v_old.id is null then
        perform private.not_found();
    end if;
    perform private.check_version(p_options, v_old.version);

    v_new := v_old;
    if p_body ? 'code' and p_body ->> 'code' <> v_old.code then
        v_faults := v_faults || private.fault('/code', 'read-only');
    end if;
    -- What a client pushed stays readable by its agency alone: a client does not change sides.
    if p_body ? 'role' and p_body ->> 'role' is distinct from v_old.role then
        v_faults := v_faults || private.fault('/role', 'read-only');
    end if;
    if p_body ? 'agency' and private.agency_id(p_body ->> 'agency') is distinct from v_old.agency_id then
        v_faults := v_faults || private.fault('/agency', 'read-only');
    end if;
    if p_body ? 'name' then
        v_new.name := p_body ->> 'name';
    end if;
    if p_body ? 'scopes' then
        v_new.scopes := private.text_array(p_body -> 'scopes');
    end if;
    if p_body ? 'public_key' then
        v_new.public_key := p_body ->> 'public_key';
    end if;
    if p_body ? 'source_systems' then
        v_new.source_systems := private.text_array(p_body -> 'source_systems');
        v_faults := v_faults || private.system_faults(v_old.id, v_old.code, v_new.source_systems);
    end if;
    perform private.refuse_faults(v_faults);

    if v_new is distinct from v_old then
        update register.api_clients c
        set name = v_new.name, scopes = v_new.scopes, public_key = v_new.public_key,
            source_systems = v_new.source_systems,
            version = v_old.version + 1, updated_at = transaction_timestamp()
        where c.id = v_old.id
        returning c.* into v_new;
    end if;
    return private.answer(200, private.client_json(v_new), v_new.version);
end
$$;
comment on function api.client_patch(text, jsonb, jsonb) is
    'Merge patch (RFC 7396) of name, scopes, public_key, source_systems. A scope taken away is refused from the next request on.';
