-- extension_list.sql - GET /v1/extensions
create or replace function api.extension_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return private.list('extension_list', p_object, p_options, private.extension_list_parts(p_options));
end
$$;
comment on function api.extension_list(text, jsonb, jsonb) is
    'Extensions, newest first. Options task, agency (that asked), state (several), sort (asked_on, -asked_on), limit, cursor, count. An agency sees those of the tasks it leads or joins.';
