-- person_json.sql - a person as the API shows it.
create or replace function private.person_json(p_person uuid, p_moment private.moment) returns json
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
    v_person record;
    v_email text;
    v_phone text;
    v_note text;
begin
    select p.id, p.code, p.name, p.version, p.created_at, p.updated_at into v_person
    from register.people p where p.id = p_person;
    if private.keeps_people() then
        perform private.contact_read(p_person);
        select p.email, p.phone, p.note into v_email, v_phone, v_note from register.people p where p.id = p_person;
    else
        select c.email, c.phone into v_email, v_phone from private.contact_masked(p_person) as c;
    end if;
    return json_build_object(
        'id', v_person.id,
        'code', v_person.code,
        'name', v_person.name,
        'email', v_email,
        'phone', v_phone,
        'contact_masked', not private.keeps_people(),
        'note', v_note,
        'posts', private.person_posts(p_person, p_moment),
        'seats', private.person_seats(p_person, p_moment),
        'version', v_person.version,
        'created_at', v_person.created_at,
        'updated_at', v_person.updated_at,
        'as_of', private.as_of(p_moment));
end
$$;
comment on function private.person_json(uuid, private.moment) is
    'Schema Person of the API. Contact and note are for the office and the administrator, and their reading is in the journal; the others get the contact masked and no note.';
