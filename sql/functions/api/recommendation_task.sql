-- recommendation_task.sql - POST /v1/recommendations/{recommendation}/task
create or replace function api.recommendation_task(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_recommendation register.inspection_recommendations := private.recommendation_lock(p_object);
    v_body constant jsonb := private.recommendation_task_body(v_recommendation, p_body);
    v_draft constant private.task_draft := private.task_input(v_body, '', null);
    v_task register.tasks := v_draft.task;
begin
    perform private.refuse_faults(v_draft.faults || case when char_length(v_body ->> 'title') > 500
                                                         then private.fault('/title', 'required') else '[]' end);
    v_task.code := p_body ->> 'code';
    v_task := private.task_insert(v_task);
    if v_task.id is null then
        perform private.refuse(409, 'already-exists', private.fault('/code', 'already-exists', p_body ->> 'code'));
    end if;
    if (p_body ->> 'assign')::boolean then
        v_task := private.task_move(v_task, 'assign', '{}');
    end if;
    update register.inspection_recommendations r
    set task_id = v_task.id, updated_at = transaction_timestamp()
    where r.id = v_recommendation.id
    returning r.* into v_recommendation;
    perform private.inspection_touch(v_recommendation.inspection_id);
    return private.answer(201, private.recommendation_json(v_recommendation), null, '/v1/tasks/' || v_task.code);
end
$$;
comment on function api.recommendation_task(text, jsonb, jsonb) is
    'Makes the task: a draft, or assigned at once with assign, when it is clear. Body: members of a task that shall be otherwise than the recommendation says.';
