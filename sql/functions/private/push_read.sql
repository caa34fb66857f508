-- push_read.sql - status pushes out of a body: typed, with the task each one names.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.push_read(p_entries jsonb, p_key text) returns private.push[]
language plpgsql stable
as $$
declare
    v_client constant text := private.current_client();
    v_pushes private.push[];
begin
    select coalesce(array_agg((
        e.place,
        e.entry ->> 'index',
        e.task,
        coalesce(e.item #>> '{source,system}', v_client),
        coalesce(e.item #>> '{source,event_id}', p_key),
        e.item #>> '{source,sequence}',
        e.item #>> '{source,occurred_at}',
        e.item ->> 'state',
        e.item ->> 'progress_percent',
        e.item ->> 'summary',
        e.item ->> 'expected_completion',
        coalesce(nullif(e.item -> 'evidence', 'null'), '[]'),
        coalesce(nullif(e.item -> 'obstacles', 'null'), '[]'),
        nullif(e.item -> 'product', 'null'),
        -- The task is left out: it may be named by code or by id.
        sha256(convert_to((e.item - 'task')::text, 'UTF8')),
        coalesce(by_code.id, by_id.id),
        null, null, null, null, null, null, null, null, null, null, null)::private.push order by e.place), '{}')
    into v_pushes
    from (select p.entry, p.place, p.entry -> 'item' as item, p.entry #>> '{item,task}' as task,
                 case when private.is_uuid(p.entry #>> '{item,task}') then (p.entry #>> '{item,task}')::uuid end as task_id
          from jsonb_array_elements(p_entries) with ordinality as p (entry, place)
          -- Fence: behind row-level security PostgreSQL looks up by index only what no function could give
          -- away. With plain columns it does; with expressions on the JSON it would read all tasks.
          offset 0) as e
    left join register.tasks by_code on by_code.code = e.task
    left join register.tasks by_id on by_id.id = e.task_id;
    return v_pushes;
end
$$;
comment on function private.push_read(jsonb, text) is
    'Entries {"index","item"}; the Idempotency-Key that stands in for an event_id. task_id is null for a task the caller may not know, as for none.';
