-- inspection_list.sql - GET /v1/inspections
create or replace function api.inspection_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_by_day constant boolean := ltrim(p_options ->> 'sort', '-') = 'starts_on';
    v_filters constant jsonb := $json${
        "state":     "r.state = any (private.text_array($1 -> 'state'))",
        "agency":    "private.inspection_covers(r.id, private.agency_id($1 ->> 'agency'))",
        "programme": "r.programme_id = private.programme_id($1 ->> 'programme')",
        "task":      "exists (select from register.inspection_tasks t where t.inspection_id = r.id and t.task_id = private.task_id($1 ->> 'task'))"
    }$json$;
begin
    v_list.source := 'register.inspections';
    v_list.item := 'private.inspection_json(r)';
    v_list.filters := private.search_filters(p_options) || private.given_filters(v_filters, p_options);
    v_list.keys := case when v_by_day then array['r.starts_on', 'r.id'] else array['r.code', 'r.id'] end;
    v_list.types := case when v_by_day then array['date', 'uuid'] else array['text collate "C"', 'uuid'] end;
    v_list.descending := coalesce(p_options ->> 'sort', '-code') like '-%';
    return private.list('inspection_list', p_object, p_options, v_list);
end
$$;
comment on function api.inspection_list(text, jsonb, jsonb) is
    'Newest first. Options q, state (several), agency (inspected as a whole or by a task), programme, task, sort (code, starts_on, each with - for descending), limit, cursor, count.';
