-- person_patch.sql - PATCH /v1/people/{person}
create or replace function api.person_patch(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_old register.people;
    v_new register.people;
begin
    select p.* into v_old from register.people p where p.id = private.person_id(p_object) for no key update;
    if v_old.id is null then
        perform private.not_found();
    end if;
    perform private.check_version(p_options, v_old.version);
    perform private.refuse_faults(private.person_faults(p_body, v_old.code));
    v_new := jsonb_populate_record(v_old, p_body);
    if v_new is distinct from v_old then
        update register.people p
        set name = v_new.name, email = v_new.email, phone = v_new.phone, note = v_new.note,
            version = v_old.version + 1, updated_at = transaction_timestamp()
        where p.id = v_old.id
        returning p.* into v_new;
    end if;
    return private.answer(200, private.person_json(v_new.id, private.moment('{}')), v_new.version);
end
$$;
comment on function api.person_patch(text, jsonb, jsonb) is 'Merge patch (RFC 7396). A patch that changes nothing leaves the version.';
