-- extension_list_parts.sql - what a list of extensions is made of, for private.list.
create or replace function private.extension_list_parts(p_options jsonb) returns private.list_parts
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_sort constant text := p_options ->> 'sort';
    v_filters constant jsonb := $json${
        "task":   "r.task_id = private.task_id($1 ->> 'task')",
        "agency": "r.asked_by = private.agency_id($1 ->> 'agency')",
        "state":  "r.state = any (private.text_array($1 -> 'state'))"
    }$json$;
begin
    v_list.source := 'register.deadline_extensions';
    v_list.item := 'private.extension_json(r)';
    v_list.filters := private.given_filters(v_filters, p_options);
    v_list.keys := array['r.created_at', 'r.id'];
    v_list.types := array['timestamptz', 'uuid'];
    v_list.descending := coalesce(v_sort like '-%', true);
    if v_sort is not null then
        v_list.keys := array['r.asked_on'] || v_list.keys;
        v_list.types := array['date'] || v_list.types;
    end if;
    return v_list;
end
$$;
comment on function private.extension_list_parts(jsonb) is 'Newest first, or by option sort (asked_on, -asked_on); of the options task, agency and state those that were given.';
