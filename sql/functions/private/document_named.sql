-- document_named.sql - the document a path or a filter names.
create or replace function private.document_named(p_reference text) returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_id constant uuid := private.document_id(p_reference);
begin
    if v_id is null and exists (select from register.documents d where d.code = p_reference) then
        perform private.refuse_faults(private.fault('', 'not-unique', p_reference));
    end if;
    return v_id;
end
$$;
comment on function private.document_named(text) is 'Its id, null when there is none; 422 when several have that number and symbol.';
