-- admit.sql - the gate of every request: the client is still registered as its token says.
create or replace function private.admit(p_issued_at bigint, p_scope text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    -- The role the request became, not current_user: that is the owner here.
    v_role constant text := current_setting('role');
    v_client record;
begin
    if v_role in ('steer_public', 'steer_clerk') then
        return;
    end if;
    select c.role, c.agency_id, c.scopes, c.not_before, c.revoked_at, c.agency_ends_on into v_client
    from register.api_clients c
    where c.code = current_setting('steer.client');
    if v_client.role is null or v_client.revoked_at is not null
       or 'steer_' || v_client.role <> v_role
       or coalesce(v_client.agency_id::text, '') <> current_setting('steer.agency')
       or extract(epoch from v_client.not_before) > p_issued_at then
        perform private.refuse(401, 'invalid-token');
    end if;
    if p_scope <> '' and p_scope <> all (v_client.scopes) then
        perform private.refuse(403, 'insufficient-scope');
    end if;
    if v_client.agency_ends_on is not null and v_client.agency_ends_on <= private.today() then
        perform private.admit_ended(v_client.agency_id, v_client.agency_ends_on, p_scope);
    end if;
end
$$;
comment on function private.admit(bigint, text) is
    'Refuses with 401 a client that is unknown, revoked, or another than its token says, and a token issued (Unix seconds) before the client''s not_before; with 403 a scope it no longer has; with 410 a push for an agency that has ended. Looked up for every request, so a revocation holds at once.';
