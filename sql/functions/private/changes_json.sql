-- changes_json.sql - changes of a committee as the API shows them.
create or replace function private.changes_json(p_changes jsonb) returns json
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select private.in_order(p_changes, array[
        'action', 'role', 'role_name', 'role_name_en', 'from_role', 'rank', 'from_rank', 'holder', 'holder_name', 'post', 'post_title',
        'attribute', 'from', 'to', 'text_vi', 'text_en']);
$$;
comment on function private.changes_json(jsonb) is 'Array of schema PlanChange.';
