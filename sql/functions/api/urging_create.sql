-- urging_create.sql - POST /v1/tasks/{task}/urgings
create or replace function api.urging_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_audience constant text := coalesce(p_body ->> 'audience', 'agency_head');
    v_task register.tasks;
    v_agency uuid;
    v_faults jsonb;
    v_urging register.urgings;
begin
    perform private.urging_lock();
    select t.* into v_task from register.tasks t where t.id = private.task_id(p_object) for share;
    if v_task.id is null then
        perform private.not_found();
    elsif v_task.state in ('draft', 'verified', 'cancelled') then
        perform private.refuse(409, 'illegal-transition', private.fault('', 'illegal-transition', v_task.state, 'urge'));
    end if;
    v_agency := case when p_body ->> 'agency' is not null then private.agency_id(p_body ->> 'agency')
                     when v_audience in ('officer', 'agency_head') then v_task.lead_agency_id end;
    v_faults := private.reference_faults('/agency', p_body ->> 'agency', v_agency) || private.agency_faults('/agency', v_agency);
    if v_agency <> all (v_task.agency_ids) then
        v_faults := v_faults || private.fault('/agency', 'not-allowed');
    elsif v_agency is not null and v_audience not in ('officer', 'agency_head') then
        v_faults := v_faults || private.fault('/agency', 'either-or', 'agency', 'audience ' || v_audience);
    end if;
    perform private.refuse_faults(v_faults);

    v_urging := private.urging_put(v_task, v_audience, v_agency, p_body);
    perform private.outbox_put('urging', v_agency, v_audience,
        format('Đôn đốc lần %s nhiệm vụ %s / Urging no. %s', v_urging.times, v_urging.task_code, v_urging.times),
        private.urging_text(v_agency, v_audience, v_urging.fired_on, jsonb_build_array(v_urging.code)), jsonb_build_array(v_urging.code));
    return private.answer(201, private.urging_json(v_urging), null, '/v1/urgings/' || v_urging.code);
end
$$;
comment on function api.urging_create(text, jsonb, jsonb) is
    'Body text_vi, text_en, audience (agency_head), agency (the lead; one that joins), document_number: urges by hand, whatever the ladder says, in the same series of numbers. Nobody writes to an agency that has ended: 422 names who came after it.';
