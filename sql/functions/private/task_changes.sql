-- task_changes.sql - what a row of the journal changed in a task, in the words of the API.
create or replace function private.task_changes(p_before jsonb, p_after jsonb) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(json_object_agg(
        case m.key when 'co_agency_ids' then 'co_agencies' else regexp_replace(m.key, '_id$', '') end,
        json_build_object('from', private.task_value(m.key, p_before -> m.key), 'to', private.task_value(m.key, m.value))
        order by m.key), '{}')
    from jsonb_each(p_after) as m
    where m.key not in ('id', 'version', 'created_at', 'updated_at')
      and coalesce(p_before -> m.key, 'null') <> m.value;
$$;
comment on function private.task_changes(jsonb, jsonb) is 'Member by member {"from","to"}; references are codes.';
