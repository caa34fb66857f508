-- with_tombstones.sql - adds to a list of tasks those the agency can no longer see.
create or replace function private.with_tombstones(p_list private.list_parts) returns private.list_parts
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts := p_list;
begin
    -- They are told whatever the filter: whoever keeps a copy must drop them.
    v_list.source := format(
        '(select r as task, r.id, r.code::text collate "C" as code, r.title, r.due_on, r.updated_at, '
        '        r.product, r.summary '
        'from register.tasks r where %s '
        'union all '
        'select null, d.task_id, d.task_code::text collate "C", '''', null, d.departed_at, null, null '
        'from register.task_departures d '
        'where d.departed_at >= ($1 ->> ''modified_since'')::timestamptz '
        '  and not exists (select from register.tasks t where t.id = d.task_id))',
        array_to_string(p_list.filters, ' and '));
    v_list.filters := '{}';
    v_list.item := format('case when (r).task is null then json_build_object(''id'', (r).id, ''deleted'', true) else %s end',
                          replace(p_list.item, 'private.task_json(r,', 'private.task_json((r).task,'));
    return v_list;
end
$$;
comment on function private.with_tombstones(private.list_parts) is
    'Of departures since option modified_since; one that came back is a task again.';
