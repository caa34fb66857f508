-- task_journal.sql - the journal of one task, for its history.
create or replace function private.task_journal(p_task uuid)
    returns table (id bigint, at timestamptz, client text, operation text, version integer, before jsonb, after jsonb)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select j.id, j.at, j.client, j.operation, coalesce((j.after ->> 'version')::integer, 1), coalesce(j.before, '{}'), j.after
    from register.journal j
    where j.object_id = p_task::text and j.object_kind = 'task';
$$;
comment on function private.task_journal(uuid) is
    'The caller has found the task through its own rights; those who may see it may see how it came to be so.';
