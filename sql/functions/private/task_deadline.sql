-- task_deadline.sql - the deadline a body gives, by words or by day.
create or replace function private.task_deadline(p_body jsonb, p_pointer text, p_draft private.task_draft) returns private.task_draft
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_task register.tasks := p_draft.task;
    v_faults jsonb := p_draft.faults;
    v_words record;
begin
    if p_body ? 'due_text' then
        v_task.due_text := nullif(btrim(p_body ->> 'due_text'), '');
    end if;
    v_task.regular := coalesce(case when p_body ? 'regular' then (p_body ->> 'regular')::boolean else v_task.regular end, false);
    v_task.due_precision := coalesce(v_task.due_precision, 'none');

    -- A day that is given counts; words alone are worked out.
    if p_body ->> 'due_on' is not null then
        v_task.due_on := private.day(p_body ->> 'due_on');
        v_task.due_precision := coalesce(nullif(p_body ->> 'due_precision', 'none'), 'day');
        if v_task.due_on is null then
            v_faults := v_faults || private.fault(p_pointer || '/due_on', 'bad-date', '2025-06-30');
        end if;
    elsif p_body ? 'due_text' and v_task.due_text is not null then
        select d.due_on, d.due_precision, d.regular, d.understood into strict v_words
        from private.deadline(private.deadline_words(v_task.due_text, v_task.programme_id)) as d;
        if not v_words.understood then
            v_faults := v_faults || private.fault(p_pointer || '/due_text', 'unclear-deadline');
        end if;
        v_task.due_on := private.deadline_day(v_words.due_on);
        v_task.due_precision := v_words.due_precision;
        v_task.regular := v_task.regular or v_words.regular;
    elsif p_body ?| '{due_text,due_on}' then
        v_task.due_on := null;
        v_task.due_precision := 'none';
    end if;
    return (v_task, v_faults);
end
$$;
comment on function private.task_deadline(jsonb, text, private.task_draft) is
    'Words are kept as written; where they name no year, that of a programme that lies in one year counts. Words that are not understood and no day beside them: unclear-deadline. Taking the words or the day away takes the deadline away.';
