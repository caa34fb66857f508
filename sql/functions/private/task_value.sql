-- task_value.sql - a value of a column of tasks as the API shows it.
create or replace function private.task_value(p_column text, p_value jsonb) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if p_value is null or p_value = 'null' then
        return 'null';
    elsif p_column in ('lead_agency_id', 'original_lead_agency_id', 'assigner_id') then
        return to_jsonb(private.agency_code((p_value #>> '{}')::uuid));
    elsif p_column = 'co_agency_ids' then
        return (select coalesce(jsonb_agg(private.agency_code(c.id::uuid) order by c.place), '[]')
                from jsonb_array_elements_text(p_value) with ordinality as c (id, place));
    elsif p_column = 'programme_id' then
        return (select to_jsonb(p.code) from register.programmes p where p.id = (p_value #>> '{}')::uuid);
    elsif p_column = 'source_document_id' then
        return (select to_jsonb(d.code) from register.documents d where d.id = (p_value #>> '{}')::uuid);
    end if;
    return p_value;
end
$$;
comment on function private.task_value(text, jsonb) is 'Ids of agencies, programmes and documents become codes; the rest stays.';
