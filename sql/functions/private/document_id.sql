-- document_id.sql - which document is meant: an id, or number and symbol when only one has them.
create or replace function private.document_id(p_reference text) returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_ids uuid[];
begin
    if private.is_uuid(p_reference) then
        return (select d.id from register.documents d where d.id = p_reference::uuid);
    end if;
    select array_agg(d.id) into v_ids from register.documents d where d.code = p_reference;
    return case cardinality(v_ids) when 1 then v_ids[1] end;
end
$$;
comment on function private.document_id(text) is
    'Null when there is none, and when there are several: numbers recur after a congress and each year.';
