-- programme_create.sql - POST /v1/programmes
create or replace function api.programme_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_draft constant private.programme_draft := private.programme_input(p_body, null);
    v_programme register.programmes := v_draft.programme;
begin
    perform private.refuse_faults(v_draft.faults);

    insert into register.programmes as p (code, name_vi, name_en, document_id, starts_on, ends_on, note)
    values (v_programme.code, v_programme.name_vi, v_programme.name_en, v_programme.document_id,
            v_programme.starts_on, v_programme.ends_on, v_programme.note)
    on conflict (code) do nothing
    returning p.* into v_programme;
    if v_programme.id is null then
        perform private.refuse(409, 'already-exists', private.fault('/code', 'already-exists', p_body ->> 'code'));
    end if;
    return private.answer(201, private.programme_json(v_programme), v_programme.version,
                          '/v1/programmes/' || v_programme.code);
end
$$;
comment on function api.programme_create(text, jsonb, jsonb) is 'Registers a programme.';
