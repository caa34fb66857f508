-- recommendation_create.sql - POST /v1/inspections/{inspection}/recommendations
create or replace function api.recommendation_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_inspection constant register.inspections := private.inspection_lock(private.inspection_id(p_object), '{running}');
    v_agency constant uuid := private.agency_id(p_body ->> 'agency');
    v_finding constant uuid := (
        select f.id from register.inspection_findings f
        where f.inspection_id = v_inspection.id and f.number = (p_body ->> 'finding')::integer);
    v_term constant private.task_draft := private.task_deadline(p_body, '', (null::register.tasks, '[]'));
    v_due constant register.tasks := v_term.task;
    v_number constant integer := coalesce((select max(o.number) from register.inspection_recommendations o
                                           where o.inspection_id = v_inspection.id), 0) + 1;
    v_recommendation register.inspection_recommendations;
begin
    perform private.refuse_faults(
        private.reference_faults('/agency', p_body ->> 'agency', v_agency) || private.agency_faults('/agency', v_agency)
        || private.reference_faults('/finding', p_body ->> 'finding', v_finding) || v_term.faults);
    insert into register.inspection_recommendations as r (
        code, inspection_id, number, agency_id, finding_id, text, due_text, due_on, due_precision, regular)
    values (v_inspection.code || '-' || v_number, v_inspection.id, v_number, v_agency, v_finding, p_body ->> 'text',
            v_due.due_text, v_due.due_on, v_due.due_precision, v_due.regular)
    returning r.* into v_recommendation;
    perform private.inspection_touch(v_inspection.id);
    return private.answer(201, private.recommendation_json(v_recommendation), null, '/v1/inspections/' || v_inspection.code);
end
$$;
comment on function api.recommendation_create(text, jsonb, jsonb) is
    'While the inspection runs. Body agency (any in force), finding (its number), text, due_text or due_on. Its code is that of the inspection with a number.';
