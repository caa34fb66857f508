-- task_list.sql - GET /v1/tasks
create or replace function api.task_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return private.list('task_list', p_object, private.task_list_options(p_options), private.task_list_parts(p_options));
end
$$;
comment on function api.task_list(text, jsonb, jsonb) is
    'Options state (several), light (several), lead_agency, co_agency, agency (either), programme, source_document, pillar, key, regular, overdue, due_from, due_to, modified_since, q, sort (code, due_on, updated_at, title, each with - for descending), limit, cursor, count. modified_since also gives an agency {"id","deleted":true} for tasks it lost sight of.';
