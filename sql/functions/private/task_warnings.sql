-- task_warnings.sql - what is worth a look before a task is assigned, or should have been.
create or replace function private.task_warnings(p_task register.tasks) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_assigned_on constant date := coalesce(p_task.assigned_on, private.today());
    v_least constant integer := private.setting('title_length')::integer;
    v_found jsonb := '[]';
    v_lead_ends date;
    v_same text;
begin
    if p_task.source_document_id is null then
        v_found := v_found || private.check('warning', 'no-source-document', '/source_document');
    end if;
    if char_length(p_task.title) < v_least then
        v_found := v_found || private.check('warning', 'title-short', '/title', v_least::text);
    end if;
    select t.code into v_same
    from register.tasks t
    where t.title collate "vi-x-icu" = p_task.title and t.id <> p_task.id and t.state <> 'cancelled'
      and t.lead_agency_id is not distinct from p_task.lead_agency_id
    order by t.code limit 1;
    if v_same is not null then
        v_found := v_found || private.check('warning', 'title-twice', '/title', v_same);
    end if;
    select a.valid_to into v_lead_ends from register.agencies a where a.id = p_task.lead_agency_id;
    if v_lead_ends is not null then
        v_found := v_found || private.check('warning',
            case when v_lead_ends <= private.today() then 'lead-agency-ended' else 'lead-agency-ending' end,
            '/lead_agency', private.agency_code(p_task.lead_agency_id), private.people_day(v_lead_ends));
    end if;
    if coalesce(p_task.original_due_on, p_task.due_on) < v_assigned_on then
        v_found := v_found || private.check('warning', 'deadline-past', '/due_on',
            private.people_day(coalesce(p_task.original_due_on, p_task.due_on)), private.people_day(v_assigned_on));
    end if;
    return v_found || private.task_calendar_warnings(p_task);
end
$$;
comment on function private.task_warnings(register.tasks) is
    'As private.check, level warning: no source document, a title too short or used twice by one lead agency, a lead agency that ends, a deadline already past at the assignment, and what private.task_calendar_warnings finds.';
