-- urging_json.sql - an urging as the API shows it.
create or replace function private.urging_json(p_urging register.urgings) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rung register.urging_rungs;
begin
    select r.* into v_rung
    from register.urging_rungs r where r.ladder_version = p_urging.ladder_version and r.code = p_urging.rung;
    return json_build_object(
        'id', p_urging.id,
        'code', p_urging.code,
        'task', p_urging.task_code,
        'task_title', p_urging.task_title,
        'times', p_urging.times,
        'kind', p_urging.kind,
        'due_on', p_urging.due_on,
        'workdays_late', p_urging.workdays_late,
        'ladder_version', p_urging.ladder_version,
        'rung', p_urging.rung,
        'rung_on', p_urging.rung_on,
        'fired_on', p_urging.fired_on,
        'audience', p_urging.audience,
        'agency', private.agency_code(p_urging.agency_id),
        'agency_name', private.agency_name(p_urging.agency_id, p_urging.fired_on),
        'text_vi', coalesce(p_urging.text_vi, v_rung.text_vi),
        'text_en', coalesce(p_urging.text_en, v_rung.text_en),
        'reason_vi', private.urging_rule(p_urging, v_rung.workdays, 'vi'),
        'reason_en', private.urging_rule(p_urging, v_rung.workdays, 'en'),
        'document_number', p_urging.document_number,
        'created_at', p_urging.created_at);
end
$$;
comment on function private.urging_json(register.urgings) is 'Schema Urging of the API. The task is called as it was when it was urged.';
