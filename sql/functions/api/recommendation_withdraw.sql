-- recommendation_withdraw.sql - POST /v1/recommendations/{recommendation}/withdrawal
create or replace function api.recommendation_withdraw(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_recommendation register.inspection_recommendations := private.recommendation_lock(p_object);
begin
    if nullif(btrim(p_body ->> 'reason'), '') is null then
        perform private.refuse_faults(private.fault('/reason', 'required'));
    end if;
    update register.inspection_recommendations r
    set withdrawn_on = private.today(), reason = p_body ->> 'reason', updated_at = transaction_timestamp()
    where r.id = v_recommendation.id
    returning r.* into v_recommendation;
    perform private.inspection_touch(v_recommendation.inspection_id);
    return private.answer(200, private.recommendation_json(v_recommendation));
end
$$;
comment on function api.recommendation_withdraw(text, jsonb, jsonb) is 'Body reason. The recommendation stays on record.';
