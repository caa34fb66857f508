-- task_list_options.sql - the options of the task list with references looked up, once and not for every row.
create or replace function private.task_list_options(p_options jsonb) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_options jsonb := p_options;
    v_name text;
begin
    foreach v_name in array array['lead_agency', 'co_agency', 'agency'] loop
        if p_options ? v_name then
            v_options := v_options || jsonb_build_object(v_name || '_id', private.agency_id(p_options ->> v_name));
        end if;
    end loop;
    if p_options ? 'programme' then
        v_options := v_options || jsonb_build_object('programme_id', private.programme_id(p_options ->> 'programme'));
    end if;
    if p_options ? 'source_document' then
        v_options := v_options || jsonb_build_object(
            'source_document_id', private.document_named(p_options ->> 'source_document'));
    end if;
    if p_options ? 'overdue' then
        v_options := v_options || jsonb_build_object('today', private.today());
    end if;
    return v_options;
end
$$;
comment on function private.task_list_options(jsonb) is 'Adds <name>_id for each reference, null where there is no such thing, and today for overdue.';
