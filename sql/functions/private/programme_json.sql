-- programme_json.sql - a programme as the API shows it.
create or replace function private.programme_json(p_programme register.programmes) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return json_build_object(
        'id', p_programme.id,
        'code', p_programme.code,
        'name_vi', p_programme.name_vi,
        'name_en', p_programme.name_en,
        'document', p_programme.document_id,
        'document_code', (select d.code from register.documents d where d.id = p_programme.document_id),
        'starts_on', p_programme.starts_on,
        'ends_on', p_programme.ends_on,
        'note', p_programme.note,
        'version', p_programme.version,
        'created_at', p_programme.created_at,
        'updated_at', p_programme.updated_at);
end
$$;
comment on function private.programme_json(register.programmes) is
    'Schema Programme of the API. The document is shown by id, with its code beside it: the code alone may not be unique.';
