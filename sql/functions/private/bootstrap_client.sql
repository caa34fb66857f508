-- bootstrap_client.sql - registers a client from outside the API: the first administrator has nobody to ask.
create or replace function private.bootstrap_client(
    p_code text, p_name text, p_role text, p_agency text, p_scopes text[]) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_client uuid;
begin
    insert into register.api_clients as c (code, name, role, agency_id, scopes)
    values (p_code, normalize(p_name), p_role, private.agency_id(p_agency), p_scopes)
    on conflict (code) do update
    set name = excluded.name, role = excluded.role, agency_id = excluded.agency_id, scopes = excluded.scopes,
        revoked_at = null, revoked_reason = null, last_rotated_at = transaction_timestamp(),
        version = c.version + 1, updated_at = transaction_timestamp()
    returning c.id into v_client;
    return private.new_secret(v_client, interval '0');
end
$$;
comment on function private.bootstrap_client(text, text, text, text, text[]) is
    'Code, name, role (agency, office, leader, auditor, admin), code of the agency or null, scopes. Returns the secret. For one already registered: brought to this, with a new secret, the old ones ended. Granted to nobody: for a superuser of the database.';
