-- inspection_create.sql - POST /v1/inspections
create or replace function api.inspection_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_draft constant private.inspection_draft := private.inspection_input(p_body, null);
    v_inspection register.inspections := v_draft.inspection;
    v_year constant integer := extract(year from private.today());
begin
    perform private.refuse_faults(v_draft.faults);
    perform pg_advisory_xact_lock(hashtextextended('number of an inspection', v_year));
    insert into register.inspections as i (year, number, title, description, decision_document_id, programme_id, starts_on, ends_on)
    values (v_year, coalesce((select max(o.number) from register.inspections o where o.year = v_year), 0) + 1, v_inspection.title,
            v_inspection.description, v_inspection.decision_document_id, v_inspection.programme_id, v_inspection.starts_on, v_inspection.ends_on)
    returning i.* into v_inspection;
    perform private.inspection_parts(v_inspection.id, p_body);
    return private.answer(201, private.inspection_whole_json(v_inspection), v_inspection.version, '/v1/inspections/' || v_inspection.code);
end
$$;
comment on function api.inspection_create(text, jsonb, jsonb) is
    'Plans an inspection: title, period, scope (agencies, tasks, programme: at least one) and team with one head. Its code is KT-<year>-<number>; inspections are never removed, so numbers are not given twice.';
