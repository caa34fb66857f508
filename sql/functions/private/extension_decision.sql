-- extension_decision.sql - judges a decision about an extension: the task as it shall be.
create or replace function private.extension_decision(
    p_extension register.deadline_extensions, p_task register.tasks, p_body jsonb, p_document uuid) returns register.tasks
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    c_states constant text[] := '{assigned,received,in_progress,returned,blocked,suspended,reported}';
    v_given constant boolean := num_nonnulls(p_body ->> 'due_on', p_body ->> 'due_text') > 0;
    v_decided_on constant date := private.day(p_body ->> 'decided_on');
    v_faults jsonb := private.reference_faults('/document', p_body ->> 'document', p_document);
    v_barriers jsonb;
    v_draft private.task_draft;
    v_task register.tasks := p_task;
begin
    if v_decided_on > private.today() then
        v_faults := v_faults || private.fault('/decided_on', 'too-large', private.today()::text);
    elsif v_decided_on < p_extension.asked_on then
        v_faults := v_faults || private.fault('/decided_on', 'too-small', p_extension.asked_on::text);
    end if;
    if p_body ->> 'decision' = 'refuse' then
        v_faults := v_faults
            || case when coalesce(btrim(p_body ->> 'reason'), '') = '' then private.fault('/reason', 'required') else '[]' end
            || case when p_body ->> 'due_on' is null then '[]' else private.fault('/due_on', 'not-allowed') end
            || case when p_body ->> 'due_text' is null then '[]' else private.fault('/due_text', 'not-allowed') end;
        perform private.refuse_faults(v_faults);
        return p_task;
    end if;
    v_barriers := private.extension_barriers(p_task, c_states);
    if v_barriers <> '[]' then
        perform private.refuse(409, 'not-extendable', v_barriers);
    end if;
    v_draft := private.extension_term(case when v_given then p_body else jsonb_build_object(
        'due_on', p_extension.due_on_asked, 'due_text', p_extension.due_text, 'due_precision', p_extension.due_precision) end, p_task);
    perform private.refuse_faults(v_faults || v_draft.faults);
    v_task.due_on := (v_draft.task).due_on;
    v_task.due_text := (v_draft.task).due_text;
    v_task.due_precision := (v_draft.task).due_precision;
    return v_task;
end
$$;
comment on function private.extension_decision(register.deadline_extensions, register.tasks, jsonb, uuid) is
    'Raises what is wrong with it. The words of a deadline go with it: those of the day that is granted take the place of those before, a day without words leaves none and is exact. A task that was reported meanwhile may still be given its time.';
