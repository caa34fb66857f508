-- person_get.sql - GET /v1/people/{person}
create or replace function api.person_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_moment constant private.moment := private.moment(p_options);
    v_person constant uuid := private.person_id(p_object);
begin
    if v_person is null then
        perform private.not_found();
    end if;
    return private.answer(200, private.person_json(v_person, v_moment),
                          (select p.version from register.people p where p.id = v_person));
end
$$;
comment on function api.person_get(text, jsonb, jsonb) is
    'One person with posts and seats. Options valid_at, known_at. VOLATILE: it may wait, and the reading of a contact is written down.';
