-- agency_plan_get.sql - GET /v1/agency-change-plans/{plan}
create or replace function api.agency_plan_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plan register.agency_change_plans;
begin
    if private.is_uuid(p_object) then
        select p.* into v_plan from register.agency_change_plans p where p.id = p_object::uuid;
    end if;
    if v_plan.id is null then
        perform private.not_found();
    end if;
    return private.answer(200, private.agency_plan_json(v_plan), v_plan.version);
end
$$;
comment on function api.agency_plan_get(text, jsonb, jsonb) is
    'One plan of an agency change: open, stale or applied; of an applied one what was handed over and what still waits.';
