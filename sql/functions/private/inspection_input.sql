-- inspection_input.sql - what a body says about an inspection, laid over what was there.
create or replace function private.inspection_input(p_body jsonb, p_old register.inspections) returns private.inspection_draft
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_new register.inspections;
    v_looked_at bigint;
    v_faults jsonb := (private.inspection_references(p_body, 'agencies')).faults || (private.inspection_references(p_body, 'tasks')).faults;
begin
    v_new := jsonb_populate_record(p_old, (
        select coalesce(jsonb_object_agg(m.key, m.value), '{}') from jsonb_each(p_body) as m
        where m.key in ('title', 'description', 'starts_on', 'ends_on')));
    if p_body ? 'document' then
        v_new.decision_document_id := private.document_id(p_body ->> 'document');
        v_faults := v_faults || private.reference_faults('/document', p_body ->> 'document', v_new.decision_document_id);
        if p_body ->> 'document' is null and p_old.state = 'running' then
            v_faults := v_faults || private.fault('/document', 'required');
        end if;
    end if;
    if p_body ? 'programme' then
        v_new.programme_id := private.programme_id(p_body ->> 'programme');
        v_faults := v_faults || private.reference_faults('/programme', p_body ->> 'programme', v_new.programme_id);
    end if;
    if p_body ? 'members' or p_old.id is null then
        v_faults := v_faults || (private.inspection_team(p_body -> 'members')).faults;
    end if;
    if v_new.ends_on < v_new.starts_on then
        v_faults := v_faults || case when p_body ? 'ends_on' then private.fault('/ends_on', 'order', v_new.starts_on::text)
                                     else private.fault('/starts_on', 'before', v_new.ends_on::text) end;
    end if;
    v_looked_at :=
        case when p_body ? 'agencies' then jsonb_array_length(coalesce(nullif(p_body -> 'agencies', 'null'), '[]'))
             else (select count(*) from register.inspection_agencies a where a.inspection_id = p_old.id) end
        + case when p_body ? 'tasks' then jsonb_array_length(coalesce(nullif(p_body -> 'tasks', 'null'), '[]'))
               else (select count(*) from register.inspection_tasks t where t.inspection_id = p_old.id) end;
    if v_looked_at = 0 and coalesce(p_body ->> 'programme', v_new.programme_id::text) is null then
        v_faults := v_faults || private.fault('/agencies', 'nothing-inspected');
    end if;
    return (v_new, v_faults);
end
$$;
comment on function private.inspection_input(jsonb, register.inspections) is
    'Members not in the body stay. Scope and team are only judged here; private.inspection_parts writes them.';
