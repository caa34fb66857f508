-- task_lint_json.sql - what a task lacks and what is worth a look, as the API shows it.
create or replace function private.task_lint_json(p_task register.tasks) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_shown constant text[] := '{level,code,pointer,text_vi,text_en}';
    v_gaps constant jsonb := private.task_gap_checks(p_task);
begin
    return json_build_object(
        'code', p_task.code, 'title', p_task.title, 'state', p_task.state,
        'lead_agency', private.agency_code(p_task.lead_agency_id), 'due_on', p_task.due_on,
        'clear', v_gaps = '[]',
        'gaps', private.in_order(v_gaps, v_shown),
        'warnings', private.in_order(private.task_warnings(p_task), v_shown));
end
$$;
comment on function private.task_lint_json(register.tasks) is
    'Schema TaskLint of the API. gaps: which of the six clear things are missing; warnings: the rest.';
