-- task_history.sql - GET /v1/tasks/{task}/history
create or replace function api.task_history(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_task constant uuid := private.task_id(p_object);
begin
    if v_task is null then
        perform private.not_found();
    end if;
    v_list.source := format(
        '(select j.id, j.at, j.client, j.operation, j.version, j.before, j.after, '
        '        e.action, e.from_state, e.to_state, e.reason, d.code as document, '
        '        e.from_agency_id, e.to_agency_id, e.occurred_on '
        'from private.task_journal(%L) j '
        'left join register.task_events e on e.task_id = %L and e.version = j.version '
        'left join register.documents d on d.id = e.document_id)', v_task, v_task);
    v_list.item := 'json_build_object(''version'', (r).version, ''at'', (r).at, ''client'', (r).client, '
                   '''operation'', (r).operation, ''action'', (r).action, ''from_state'', (r).from_state, '
                   '''to_state'', (r).to_state, ''reason'', (r).reason, ''document'', (r).document, '
                   '''from_agency'', private.agency_code((r).from_agency_id), '
                   '''from_agency_name'', private.agency_name((r).from_agency_id, (r).occurred_on), '
                   '''to_agency'', private.agency_code((r).to_agency_id), '
                   '''to_agency_name'', private.agency_name((r).to_agency_id, (r).occurred_on), '
                   '''changes'', private.task_changes((r).before, (r).after))';
    v_list.filters := '{}';
    v_list.keys := array['r.id'];
    v_list.types := array['bigint'];
    v_list.descending := true;
    return private.list('task_history', v_task::text, p_options, v_list);
end
$$;
comment on function api.task_history(text, jsonb, jsonb) is
    'Every version of a task, newest first: who made it by which operation, the move in its life with reason, document, and the agencies it went from and to under their names of that day, what changed. Options limit, cursor, count.';
