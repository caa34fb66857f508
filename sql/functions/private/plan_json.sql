-- plan_json.sql - a restructuring plan as the API shows it.
create or replace function private.plan_json(p_plan register.restructure_plans) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return json_build_object(
        'id', p_plan.id,
        'committee', (select c.code from register.committees c where c.id = p_plan.committee_id),
        'kind', p_plan.kind,
        'base_version', p_plan.base_version,
        'effective_on', p_plan.effective_on,
        'until', p_plan.until,
        'state', private.plan_state(p_plan),
        'noop', p_plan.changes = '[]',
        'orders_seats', p_plan.seats is not null,
        'orders_attributes', p_plan.attributes is not null,
        'replaces', (select c.code from register.committees c where c.id = p_plan.replaces_id),
        'corrects', p_plan.corrects_id,
        'changes', private.changes_json(p_plan.changes),
        'checks', private.in_order(p_plan.checks, '{level,code,pointer,text_vi,text_en}'),
        'errors', (select count(*) from jsonb_array_elements(p_plan.checks) as c (finding) where c.finding ->> 'level' = 'error'),
        'requires_approval', p_plan.requires_approval,
        'approved_by', p_plan.approved_by,
        'approved_at', p_plan.approved_at,
        'created_by', p_plan.created_by,
        'decision', (select d.id from register.decisions d where d.plan_id = p_plan.id),
        'version', p_plan.version,
        'created_at', p_plan.created_at,
        'updated_at', p_plan.updated_at);
end
$$;
comment on function private.plan_json(register.restructure_plans) is 'Schema RestructurePlan of the API. Changes and checks are those that were looked at when it was made.';
