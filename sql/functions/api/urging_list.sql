-- urging_list.sql - GET /v1/urgings
create or replace function api.urging_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_after integer[];
    v_filters constant jsonb := $json${
        "task":     "r.task_id = private.task_id($1 ->> 'task')",
        "agency":   "r.agency_id = private.agency_id($1 ->> 'agency')",
        "audience": "r.audience = $1 ->> 'audience'",
        "kind":     "r.kind = $1 ->> 'kind'",
        "from":     "r.fired_on >= ($1 ->> 'from')::date",
        "to":       "r.fired_on <= ($1 ->> 'to')::date"
    }$json$;
begin
    v_list.source := 'register.urgings';
    v_list.item := 'private.urging_json(r)';
    v_list.filters := private.given_filters(v_filters, p_options);
    if p_options ? 'after' then
        v_after := private.urging_place(p_options ->> 'after');
        if v_after is null then
            perform private.refuse(400, 'invalid-query', private.fault('after', 'not-found', p_options ->> 'after'));
        end if;
        v_list.filters := v_list.filters || format('(r.year, r.number) > (%s, %s)', v_after[1], v_after[2]);
    end if;
    v_list.keys := array['r.year', 'r.number'];
    v_list.types := array['smallint', 'integer'];
    v_list.descending := coalesce(p_options ->> 'sort' like '-%', false);
    return private.list('urging_list', p_object, p_options, v_list);
end
$$;
comment on function api.urging_list(text, jsonb, jsonb) is
    'Options task, agency (whom it went to), audience, kind, from and to (day it fired), after (code of the last one read: what is newer, none is missed), sort (number, -number), limit, cursor, count. An agency gets those to itself and those about tasks it sees.';
