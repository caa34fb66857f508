-- push_read.sql - status pushes out of a body, typed.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.push_read(p_entries jsonb, p_key text) returns private.push[]
language plpgsql stable
as $$
declare
    v_pushes private.push[];
begin
    select coalesce(array_agg((
        e.place,
        e.entry ->> 'index',
        e.item ->> 'task',
        coalesce(e.item #>> '{source,system}', private.current_client()),
        coalesce(e.item #>> '{source,event_id}', p_key),
        e.item #>> '{source,sequence}',
        e.item #>> '{source,occurred_at}',
        e.item ->> 'state',
        e.item ->> 'progress_percent',
        e.item ->> 'summary',
        e.item ->> 'expected_completion',
        coalesce(nullif(e.item -> 'evidence', 'null'), '[]'),
        coalesce(nullif(e.item -> 'obstacles', 'null'), '[]'),
        -- The task is left out: it may be named by code or by id.
        sha256(convert_to((e.item - 'task')::text, 'UTF8')),
        case when private.is_uuid(e.item ->> 'task') then (e.item ->> 'task')::uuid end,
        null, null, null, null, null, null, null, null, null, null, null)::private.push order by e.place), '{}')
    into v_pushes
    from (select p.entry, p.place, p.entry -> 'item' as item
          from jsonb_array_elements(p_entries) with ordinality as p (entry, place)) as e;
    return v_pushes;
end
$$;
comment on function private.push_read(jsonb, text) is
    'Entries {"index","item"}; the Idempotency-Key that stands in for an event_id.';
