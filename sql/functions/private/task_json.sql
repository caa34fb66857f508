-- task_json.sql - a task as the API shows it.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.task_json(
    p_task register.tasks, p_terms register.light_days default null) returns json
language plpgsql stable
as $$
declare
    v_lead_code text;
    v_lead_name text;
    v_met text[];
    v_co text[];
    v_programme text;
    v_document text;
begin
    if p_terms is null then
        -- One statement: to start a second costs as much again.
        select a.code, a.name_vi, private.light(
            p_task.state, p_task.regular, p_task.due_on, p_task.reported_on, p_task.expected_completion,
            p_task.last_pushed_at, p_task.assigned_on, l)
        into v_lead_code, v_lead_name, v_met
        from register.light_days l left join register.agencies a on a.id = p_task.lead_agency_id
        where l.day = private.today();
        if not found then
            return private.task_json(p_task, private.light_terms());
        end if;
    else
        select a.code, a.name_vi into v_lead_code, v_lead_name from register.agencies a where a.id = p_task.lead_agency_id;
        v_met := private.light(
            p_task.state, p_task.regular, p_task.due_on, p_task.reported_on, p_task.expected_completion,
            p_task.last_pushed_at, p_task.assigned_on, p_terms);
    end if;
    if p_task.co_agency_ids <> '{}' then
        select array_agg(a.code order by c.place) into v_co
        from unnest(p_task.co_agency_ids) with ordinality as c (id, place)
        join register.agencies a on a.id = c.id;
    end if;
    if p_task.programme_id is not null then
        select p.code into v_programme from register.programmes p where p.id = p_task.programme_id;
    end if;
    if p_task.source_document_id is not null then
        select d.code into v_document from register.documents d where d.id = p_task.source_document_id;
    end if;
    return json_build_object(
        'id', p_task.id,
        'code', p_task.code,
        'title', p_task.title,
        'description', p_task.description,
        'programme', v_programme,
        'source_document', v_document,
        'lead_agency', v_lead_code,
        'lead_agency_name', v_lead_name,
        'co_agencies', coalesce(v_co, '{}'),
        'assigner', private.agency_code(p_task.assigner_id),
        'responsible', p_task.responsible,
        'product', p_task.product,
        'authority', p_task.authority,
        'pillar', p_task.pillar,
        'key', p_task.key,
        'regular', p_task.regular,
        'due_text', p_task.due_text,
        'due_on', p_task.due_on,
        'due_precision', p_task.due_precision,
        'secrecy', 'none',
        'state', p_task.state,
        'light', private.light_name(v_met),
        'light_reasons', private.light_reasons(v_met),
        'version', p_task.version,
        'progress_percent', p_task.progress_percent,
        'summary', p_task.summary,
        'expected_completion', p_task.expected_completion,
        'original_due_on', p_task.original_due_on,
        'original_lead_agency', case p_task.original_lead_agency_id
            when p_task.lead_agency_id then v_lead_code else private.agency_code(p_task.original_lead_agency_id) end,
        'assigned_on', p_task.assigned_on,
        'reported_on', p_task.reported_on,
        'verified_on', p_task.verified_on,
        'last_pushed_at', p_task.last_pushed_at,
        'created_at', p_task.created_at,
        'updated_at', p_task.updated_at);
end
$$;
comment on function private.task_json(register.tasks, register.light_days) is
    'Schema Task of the API; references are codes. State secrets are never registered, so secrecy is always none.';
