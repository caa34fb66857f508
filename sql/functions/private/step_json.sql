-- step_json.sql - a change that took effect, as the API shows it.
create or replace function private.step_json(p_day date, p_decision uuid, p_document text, p_change jsonb) returns json
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select private.in_order(
        jsonb_build_array(p_change || jsonb_build_object('on', p_day, 'decision', p_decision, 'decision_document', p_document)),
        array['on', 'decision', 'decision_document', 'action', 'role', 'role_name', 'role_name_en', 'from_role', 'rank', 'from_rank',
              'holder', 'holder_name', 'post', 'post_title', 'attribute', 'from', 'to', 'text_vi', 'text_en']) -> 0;
$$;
comment on function private.step_json(date, uuid, text, jsonb) is 'Schema CommitteeChange of the API: PlanChange with its day and decision.';
