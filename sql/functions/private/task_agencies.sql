-- task_agencies.sql - lead and co-agencies a body names.
create or replace function private.task_agencies(p_body jsonb, p_pointer text, p_draft private.task_draft) returns private.task_draft
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_task register.tasks := p_draft.task;
    v_faults jsonb := p_draft.faults;
    v_item record;
    v_id uuid;
    v_ids uuid[] := coalesce(case when not p_body ? 'co_agencies' then (p_draft.task).co_agency_ids end, '{}');
begin
    if p_body ? 'lead_agency' then
        v_task.lead_agency_id := private.agency_id(p_body ->> 'lead_agency');
        v_faults := v_faults || private.reference_faults(
            p_pointer || '/lead_agency', p_body ->> 'lead_agency', v_task.lead_agency_id);
        if v_task.lead_agency_id is distinct from (p_draft.task).lead_agency_id then
            v_faults := v_faults || private.agency_faults(p_pointer || '/lead_agency', v_task.lead_agency_id);
        end if;
    end if;
    for v_item in
        select c.code, p_pointer || '/co_agencies/' || c.place - 1 as pointer
        from jsonb_array_elements_text(nullif(p_body -> 'co_agencies', 'null')) with ordinality as c (code, place)
        order by c.place
    loop
        v_id := private.agency_id(v_item.code);
        v_faults := v_faults || private.reference_faults(v_item.pointer, v_item.code, v_id);
        if v_id <> all (coalesce((p_draft.task).co_agency_ids, '{}')) then
            v_faults := v_faults || private.agency_faults(v_item.pointer, v_id);
        end if;
        if v_id = any (v_ids) then
            v_faults := v_faults || private.fault(v_item.pointer, 'duplicate', v_item.code);
        elsif v_id is not null then
            v_ids := v_ids || v_id;
        end if;
    end loop;
    if v_task.lead_agency_id = any (v_ids) then
        v_faults := v_faults || private.fault(
            p_pointer || '/co_agencies', 'duplicate', private.agency_code(v_task.lead_agency_id));
    end if;
    v_task.co_agency_ids := v_ids;
    return (v_task, v_faults);
end
$$;
comment on function private.task_agencies(jsonb, text, private.task_draft) is 'Each agency once: the lead does not also join. Nothing new is given to one that is not in force.';
