-- programme_get.sql - GET /v1/programmes/{programme}
create or replace function api.programme_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_programme register.programmes;
begin
    select p.* into v_programme from register.programmes p where p.id = private.programme_id(p_object);
    if v_programme.id is null then
        perform private.not_found();
    end if;
    return private.answer(200, private.programme_json(v_programme), v_programme.version);
end
$$;
comment on function api.programme_get(text, jsonb, jsonb) is 'One programme.';
