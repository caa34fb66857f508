-- recommendation_json.sql - a recommendation of an inspection as the API shows it.
create or replace function private.recommendation_json(p_recommendation register.inspection_recommendations) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select json_build_object(
        'code', p_recommendation.code,
        'number', p_recommendation.number,
        'agency', private.agency_code(p_recommendation.agency_id),
        'finding', (select f.number from register.inspection_findings f where f.id = p_recommendation.finding_id),
        'text', p_recommendation.text,
        'due_text', p_recommendation.due_text,
        'due_on', p_recommendation.due_on,
        'due_precision', p_recommendation.due_precision,
        'regular', p_recommendation.regular,
        'state', case when p_recommendation.task_id is not null then 'task'
                      when p_recommendation.withdrawn_on is not null then 'withdrawn' else 'open' end,
        'task', t.code,
        'task_state', t.state,
        'task_due_on', t.due_on,
        'withdrawn_on', p_recommendation.withdrawn_on,
        'reason', p_recommendation.reason,
        'created_at', p_recommendation.created_at,
        'updated_at', p_recommendation.updated_at)
    from (values (p_recommendation.task_id)) as r (task_id)
    left join register.tasks t on t.id = r.task_id;
$$;
comment on function private.recommendation_json(register.inspection_recommendations) is
    'Schema Recommendation of the API, with how the task it became stands. A task the caller does not see yet, as an agency a draft, is not named.';
