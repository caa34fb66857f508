-- me.sql - GET /v1/me
create or replace function api.me(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_body json;
begin
    select json_build_object(
        'client', c.code,
        'name', c.name,
        'role', c.role,
        'agency', a.code,
        'agency_name', a.name_vi,
        'scopes', c.scopes)
    into v_body
    from register.api_clients c
    left join register.agencies a on a.id = c.agency_id
    where c.code = private.current_client();
    return private.answer(200, v_body);
end
$$;
comment on function api.me(text, jsonb, jsonb) is 'The client the token speaks for, its role, agency and scopes.';
