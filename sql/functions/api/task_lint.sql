-- task_lint.sql - GET /v1/task-lint
create or replace function api.task_lint(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_options constant jsonb := private.task_list_options(p_options);
    v_list private.list_parts := private.task_list_parts(v_options);
begin
    v_list.item := 'private.task_lint_json(r)';
    if not p_options ? 'state' then
        v_list.filters := v_list.filters || '(r.state not in (''verified'', ''cancelled''))'::text;
    end if;
    if p_options ? 'clear' then
        v_list.filters := v_list.filters
            || '((array_remove(private.task_gaps(r), ''source_document'') = ''{}'') = ($1 ->> ''clear'')::boolean)'::text;
    end if;
    return private.list('task_lint', p_object, v_options, v_list);
end
$$;
comment on function api.task_lint(text, jsonb, jsonb) is
    'Which of the six clear things (6 rõ) tasks lack, with warnings; without option state the drafts and the open ones. Options clear (true: lacks nothing), those of api.task_list but modified_since.';
