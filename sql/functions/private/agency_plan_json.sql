-- agency_plan_json.sql - a plan of an agency change as the API shows it.
create or replace function private.agency_plan_json(p_plan register.agency_change_plans) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_listed constant jsonb := case when p_plan.change_id is null then p_plan.listed
                                    else private.handovers_of(p_plan.change_id) end;
    v_document register.documents;
begin
    select d.* into v_document
    from register.agency_changes c join register.documents d on d.id = c.document_id
    where c.id = p_plan.change_id;
    return json_build_object(
        'id', p_plan.id,
        'kind', p_plan.kind,
        'effective_on', p_plan.effective_on,
        'state', private.agency_plan_state(p_plan),
        'agencies', p_plan.given -> 'agencies',
        'into', coalesce(nullif(p_plan.given -> 'into', 'null'), '[]'),
        'note', p_plan.given ->> 'note',
        'changes', p_plan.changes,
        'tasks', private.handover_part(v_listed, 'task'),
        'posts', private.handover_part(v_listed, 'post'),
        'seats', private.handover_part(v_listed, 'seat'),
        'clients', private.handover_part(v_listed, 'client'),
        'checks', p_plan.checks,
        'change', p_plan.change_id,
        'document', v_document.id,
        'document_code', v_document.code,
        'created_by', p_plan.created_by,
        'version', p_plan.version,
        'created_at', p_plan.created_at,
        'updated_at', p_plan.updated_at);
end
$$;
comment on function private.agency_plan_json(register.agency_change_plans) is
    'Schema AgencyPlan of the API: what it said when it was made; once applied what was handed over, and what still waits (outcome null).';
