-- extension_term.sql - the later deadline a body gives, by words or by day.
create or replace function private.extension_term(p_body jsonb, p_task register.tasks) returns private.task_draft
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_wish register.tasks;
    v_draft private.task_draft;
    v_given date;
    v_pointer constant text := case when p_body ->> 'due_on' is null and p_body ->> 'due_text' is not null then '/due_text' else '/due_on' end;
begin
    v_wish.programme_id := p_task.programme_id;
    v_draft := private.task_deadline(p_body, '', (v_wish, '[]'::jsonb)::private.task_draft);
    v_given := (v_draft.task).due_on;
    if v_draft.faults <> '[]' then
        return v_draft;
    elsif v_given is null then
        v_draft.faults := private.fault(v_pointer, case v_pointer when '/due_on' then 'required' else 'unclear-deadline' end);
    elsif v_given <= p_task.due_on then
        v_draft.faults := private.fault(v_pointer, 'order', p_task.due_on::text);
    end if;
    return v_draft;
end
$$;
comment on function private.extension_term(jsonb, register.tasks) is
    'Body due_on or due_text; it must come after the deadline of the task. Words mean what they mean in a task, shifted off days off by the same policy. Of the task in the answer only due_on, due_text and due_precision mean anything.';
