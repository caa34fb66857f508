-- finding_create.sql - POST /v1/inspections/{inspection}/findings
create or replace function api.finding_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_inspection constant register.inspections := private.inspection_lock(private.inspection_id(p_object), '{running}');
    v_agency constant uuid := private.agency_id(p_body ->> 'agency');
    v_task constant uuid := private.task_id(p_body ->> 'task');
    v_faults jsonb := private.reference_faults('/agency', p_body ->> 'agency', v_agency)
                      || private.reference_faults('/task', p_body ->> 'task', v_task);
    v_finding register.inspection_findings;
begin
    if v_agency is not null and not private.inspection_covers(v_inspection.id, v_agency) then
        v_faults := v_faults || private.fault('/agency', 'not-inspected', p_body ->> 'agency');
    elsif v_agency is not null and v_task is not null and not private.inspection_covers(v_inspection.id, v_agency, v_task) then
        v_faults := v_faults || private.fault('/task', 'not-inspected', p_body ->> 'task');
    end if;
    perform private.refuse_faults(v_faults);
    insert into register.inspection_findings as f (inspection_id, number, agency_id, task_id, kind, text, evidence)
    values (v_inspection.id,
            coalesce((select max(o.number) from register.inspection_findings o where o.inspection_id = v_inspection.id), 0) + 1,
            v_agency, v_task, p_body ->> 'kind', p_body ->> 'text', p_body ->> 'evidence')
    returning f.* into v_finding;
    perform private.inspection_touch(v_inspection.id);
    return private.answer(201, private.finding_json(v_finding), null, '/v1/inspections/' || v_inspection.code);
end
$$;
comment on function api.finding_create(text, jsonb, jsonb) is
    'While the inspection runs. Body agency (inspected), task (one it leads or joins), kind, text, evidence. Findings are never changed.';
