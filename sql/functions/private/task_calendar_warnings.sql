-- task_calendar_warnings.sql - whether the deadline of a task is what its words mean, in a year whose days off are known.
create or replace function private.task_calendar_warnings(p_task register.tasks) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_found jsonb := '[]';
    v_words record;
begin
    if p_task.due_on is not null and private.years_without_calendar(p_task.due_on, p_task.due_on) <> '{}' then
        v_found := private.check('warning', 'year-without-calendar', '/due_on', extract(year from p_task.due_on)::text);
    end if;
    if p_task.due_text is null then
        return v_found;
    end if;
    select d.due_on, d.regular, d.understood into v_words from private.deadline(p_task.due_text) as d;
    if not v_words.understood then
        return v_found || private.check('warning', 'deadline-words-unclear', '/due_text', p_task.due_text);
    end if;
    -- A deadline that was moved since still began as its words say.
    if v_words.due_on is distinct from p_task.due_on
       and not array[v_words.due_on, private.deadline_day(v_words.due_on)] && array[p_task.due_on, p_task.original_due_on] then
        v_found := v_found || private.check('warning', 'deadline-words-differ', '/due_text', p_task.due_text,
                                            coalesce(private.people_day(p_task.due_on), '-'));
    end if;
    return v_found;
end
$$;
comment on function private.task_calendar_warnings(register.tasks) is
    'As private.check, level warning. Words mean a day by private.deadline, shifted or not by the setting deadline_shift.';
