-- task_list_parts.sql - what a list of tasks is made of, for private.list.
create or replace function private.task_list_parts(p_options jsonb) returns private.list_parts
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_sort text := p_options ->> 'sort';
    -- Once for the statement, not for every row.
    v_terms constant register.light_days := private.light_terms();
    v_filters constant jsonb := $json${
        "state":           "r.state = any (private.text_array($1 -> 'state'))",
        "lead_agency":     "r.lead_agency_id = ($1 ->> 'lead_agency_id')::uuid",
        "co_agency":       "r.agency_ids @> array[($1 ->> 'co_agency_id')::uuid] and r.lead_agency_id is distinct from ($1 ->> 'co_agency_id')::uuid",
        "agency":          "r.agency_ids @> array[($1 ->> 'agency_id')::uuid]",
        "programme":       "r.programme_id = ($1 ->> 'programme_id')::uuid",
        "source_document": "r.source_document_id = ($1 ->> 'source_document_id')::uuid",
        "pillar":          "r.pillar = $1 ->> 'pillar'",
        "key":             "r.key = ($1 ->> 'key')::boolean",
        "regular":         "r.regular = ($1 ->> 'regular')::boolean",
        "overdue":         "private.is_overdue(r.state, r.regular, r.due_on, r.reported_on, ($1 ->> 'today')::date) = ($1 ->> 'overdue')::boolean",
        "due_from":        "coalesce(r.due_on, 'infinity'::date) >= ($1 ->> 'due_from')::date and r.due_on is not null",
        "due_to":          "coalesce(r.due_on, 'infinity'::date) <= ($1 ->> 'due_to')::date",
        "modified_since":  "r.updated_at >= ($1 ->> 'modified_since')::timestamptz"
    }$json$;
begin
    v_list.source := 'register.tasks';
    v_list.item := format('private.task_json(r, %L)', v_terms);
    v_list.filters := private.search_filters(p_options) || private.given_filters(v_filters, p_options);
    if p_options ? 'light' then
        v_list.filters := v_list.filters || private.light_filters(private.text_array(p_options -> 'light'), v_terms);
    end if;
    if v_sort is null and p_options ? 'modified_since' then
        v_sort := 'updated_at';
    end if;
    v_list.descending := coalesce(v_sort like '-%', false);
    case ltrim(v_sort, '-')
        when 'due_on' then
            v_list.keys := array['coalesce(r.due_on, ''infinity''::date)', 'r.id'];
            v_list.types := array['date', 'uuid'];
        when 'updated_at' then
            v_list.keys := array['r.updated_at', 'r.id'];
            v_list.types := array['timestamptz', 'uuid'];
        when 'title' then
            v_list.keys := array['r.title collate "vi-x-icu"', 'r.id'];
            v_list.types := array['text collate "vi-x-icu"', 'uuid'];
        else
            v_list.keys := array['r.code', 'r.id'];
            v_list.types := array['text collate "C"', 'uuid'];
    end case;
    -- What was typed with its tone marks comes first where nobody asked for another order.
    if v_sort is null and p_options ? 'q' then
        v_list.keys := format('(lower(concat_ws('' '', r.code, r.title, r.product, r.summary) collate "default") not like %L)',
                              private.like_pattern(lower(p_options ->> 'q'))) || v_list.keys;
        v_list.types := 'boolean'::text || v_list.types;
    end if;
    if p_options ? 'modified_since' and private.current_agency() is not null then
        v_list := private.with_tombstones(v_list);
    end if;
    return v_list;
end
$$;
comment on function private.task_list_parts(jsonb) is
    'Of the options of api.task_list only those that were given are in the statement.';
