-- obstacle_list.sql - GET /v1/obstacles
create or replace function api.obstacle_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_sort constant text := coalesce(p_options ->> 'sort', 'raised_on');
    v_options constant jsonb := p_options || jsonb_build_object(
        'task_id', private.task_id(p_options ->> 'task'), 'agency_id', private.agency_id(p_options ->> 'agency'),
        'raised_by_id', private.agency_id(p_options ->> 'raised_by'));
    v_filters constant jsonb := $json${
        "task":      "r.task_id = ($1 ->> 'task_id')::uuid",
        "agency":    "exists (select from register.tasks t where t.id = r.task_id and t.lead_agency_id = ($1 ->> 'agency_id')::uuid)",
        "raised_by": "r.raised_by_id = ($1 ->> 'raised_by_id')::uuid",
        "level":     "r.needs_level = any (private.text_array($1 -> 'level'))",
        "state":     "r.state = any (private.text_array($1 -> 'state'))",
        "min_age":   "coalesce(r.closed_on, private.today()) - r.raised_on >= ($1 ->> 'min_age')::integer"
    }$json$;
begin
    v_list.source := 'register.obstacles';
    v_list.item := 'private.obstacle_json(r)';
    v_list.filters := private.given_filters(v_filters, p_options);
    v_list.keys := case ltrim(v_sort, '-') when 'code' then array['r.code'] else array['r.raised_on', 'r.code'] end;
    v_list.types := case ltrim(v_sort, '-') when 'code' then array['text collate "C"'] else array['date', 'text collate "C"'] end;
    v_list.descending := v_sort like '-%';
    return private.list('obstacle_list', p_object, v_options, v_list);
end
$$;
comment on function api.obstacle_list(text, jsonb, jsonb) is
    'The obstacles of the tasks the caller may see, the oldest first. Options task, agency (leads the task), raised_by, level, state, min_age (days), sort (raised_on, -raised_on, code, -code), limit, cursor, count.';
