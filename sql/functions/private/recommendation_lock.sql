-- recommendation_lock.sql - a recommendation whose way shall be decided.
create or replace function private.recommendation_lock(p_reference text) returns register.inspection_recommendations
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_recommendation register.inspection_recommendations;
begin
    perform private.inspection_lock(
        (select r.inspection_id from register.inspection_recommendations r where r.code = p_reference), '{running,concluded}');
    select r.* into v_recommendation from register.inspection_recommendations r where r.code = p_reference for no key update;
    if num_nonnulls(v_recommendation.task_id, v_recommendation.withdrawn_on) > 0 then
        perform private.refuse(409, 'recommendation-settled', private.fault('', 'recommendation-settled', coalesce(
            (select t.code from register.tasks t where t.id = v_recommendation.task_id), v_recommendation.withdrawn_on::text)));
    end if;
    return v_recommendation;
end
$$;
comment on function private.recommendation_lock(text) is
    'By its code; its inspection is locked first. 404 when there is none, 409 when the inspection neither runs nor is concluded, or when the way is decided already.';
