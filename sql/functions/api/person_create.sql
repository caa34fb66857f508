-- person_create.sql - POST /v1/people
create or replace function api.person_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_person register.people;
begin
    perform private.refuse_faults(private.person_faults(p_body, null));
    insert into register.people as p (code, name, email, phone, note)
    values (p_body ->> 'code', p_body ->> 'name', p_body ->> 'email', p_body ->> 'phone', p_body ->> 'note')
    on conflict (code) do nothing
    returning p.* into v_person;
    if v_person.id is null then
        perform private.refuse(409, 'already-exists', private.fault('/code', 'already-exists', p_body ->> 'code'));
    end if;
    return private.answer(201, private.person_json(v_person.id, private.moment('{}')), v_person.version,
                          '/v1/people/' || v_person.code);
end
$$;
comment on function api.person_create(text, jsonb, jsonb) is 'Registers a person.';
