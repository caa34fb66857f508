-- plan_list.sql - GET /v1/committees/{committee}/restructure-plans
create or replace function api.plan_list(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_list private.list_parts;
    v_committee constant uuid := private.committee_id(p_object);
begin
    if v_committee is null then
        perform private.not_found();
    end if;
    v_list.source := 'register.restructure_plans';
    v_list.item := 'private.plan_json(r)';
    v_list.filters := array[format('r.committee_id = %L', v_committee)];
    if p_options ? 'state' then
        v_list.filters := v_list.filters || '(private.plan_state(r) = any (private.text_array($1 -> ''state'')))'::text;
    end if;
    v_list.keys := array['r.created_at', 'r.id'];
    v_list.types := array['timestamptz', 'uuid'];
    v_list.descending := true;
    return private.list('plan_list', v_committee::text, p_options, v_list);
end
$$;
comment on function api.plan_list(text, jsonb, jsonb) is 'Newest first. Options state (several), limit, cursor, count.';
