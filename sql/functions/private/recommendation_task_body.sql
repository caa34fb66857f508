-- recommendation_task_body.sql - the task a recommendation asks for.
create or replace function private.recommendation_task_body(p_recommendation register.inspection_recommendations, p_body jsonb) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_object(
               'title', p_recommendation.text,
               'description', case when p_body ->> 'title' is not null then p_recommendation.text end,
               'lead_agency', private.agency_code(p_recommendation.agency_id),
               'programme', (select p.code from register.programmes p where p.id = i.programme_id),
               'source_document', coalesce(i.conclusion_document_id, i.decision_document_id))
        -- The term is taken from one place only.
        || case when p_body ?| '{due_text,due_on,regular}' then '{}'
                else jsonb_build_object('due_text', p_recommendation.due_text, 'due_on', p_recommendation.due_on,
                                        'due_precision', p_recommendation.due_precision, 'regular', p_recommendation.regular) end
        || (p_body - '{code,assign}'::text[])
    from register.inspections i where i.id = p_recommendation.inspection_id;
$$;
comment on function private.recommendation_task_body(register.inspection_recommendations, jsonb) is
    'Body of the task: work, agency and term of the recommendation, from the conclusion of its inspection or, before that, the decision; what the caller says goes before.';
