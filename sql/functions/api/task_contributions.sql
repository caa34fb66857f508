-- task_contributions.sql - GET /v1/tasks/{task}/contributions
create or replace function api.task_contributions(p_object text, p_options jsonb, p_body jsonb) returns api.answer
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
    v_list.source := format('private.task_contributions(%L)', v_task);
    v_list.item := 'json_build_object(''agency'', (r).agency, ''agency_name'', private.agency_name((r).agency_id, private.today()), '
                   '''joins'', (r).joins, ''contributions'', (r).number, '
                   '''last_on'', ((r).last.received_at at time zone ''Asia/Ho_Chi_Minh'')::date, '
                   '''last_state'', (r).last.state, ''last_percent'', (r).last.progress_percent, '
                   '''last_summary'', (r).last.summary, ''evidence'', (r).evidence)';
    v_list.filters := '{}';
    v_list.keys := array['r.agency'];
    v_list.types := array['text collate "C"'];
    v_list.descending := false;
    return private.list('task_contributions', v_task::text, p_options, v_list);
end
$$;
comment on function api.task_contributions(text, jsonb, jsonb) is
    'What each co-agency contributed, those that never did among them; joins is false for one that joins the task no more. Options limit, cursor, count.';
