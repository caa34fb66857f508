-- urging_put.sql - writes an urging by hand, with the next numbers.
create or replace function private.urging_put(p_task register.tasks, p_audience text, p_agency uuid, p_body jsonb) returns register.urgings
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_today constant date := private.today();
    v_year constant integer := extract(year from v_today)::integer;
    v_number constant integer := 1 + private.urging_last(v_year);
    v_late integer;
    v_urging register.urgings;
begin
    if private.years_without_calendar(p_task.due_on, v_today) = '{}' then
        v_late := case when p_task.due_on > v_today then -private.workdays_between(v_today, p_task.due_on)
                       else private.workdays_between(p_task.due_on, v_today) end;
    end if;
    insert into register.urgings as u (
        year, number, code, task_id, task_code, task_title, times, due_on, kind, fired_on, workdays_late, audience, agency_id,
        text_vi, text_en, document_number, client)
    values (v_year, v_number, private.urging_code(v_year, v_number), p_task.id, p_task.code, p_task.title,
            1 + coalesce((select max(o.times) from register.urgings o where o.task_id = p_task.id), 0), p_task.due_on, 'manual',
            v_today, v_late, p_audience, p_agency, btrim(p_body ->> 'text_vi'), nullif(btrim(p_body ->> 'text_en'), ''),
            nullif(btrim(p_body ->> 'document_number'), ''), private.current_client())
    returning u.* into v_urging;
    return v_urging;
end
$$;
comment on function private.urging_put(register.tasks, text, uuid, jsonb) is 'Under private.urging_lock. Body text_vi, text_en, document_number.';
