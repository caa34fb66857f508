-- urging_get.sql - GET /v1/urgings/{urging}
create or replace function api.urging_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_urging register.urgings;
begin
    select u.* into v_urging from register.urgings u where u.id = private.urging_id(p_object);
    if v_urging.id is null then
        perform private.not_found();
    end if;
    return private.answer(200, private.urging_json(v_urging));
end
$$;
comment on function api.urging_get(text, jsonb, jsonb) is 'One urging, by code or id. It never changes.';
