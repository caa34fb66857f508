-- plan_get.sql - GET /v1/restructure-plans/{plan}
create or replace function api.plan_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plan register.restructure_plans;
begin
    select p.* into v_plan
    from register.restructure_plans p where p.id = case when private.is_uuid(p_object) then p_object::uuid end;
    if v_plan.id is null then
        perform private.not_found();
    end if;
    return private.answer(200, private.members_added(private.plan_json(v_plan), json_build_object('given', v_plan.given)), v_plan.version);
end
$$;
comment on function api.plan_get(text, jsonb, jsonb) is 'One plan, stale and applied ones too; given: as it was sent.';
