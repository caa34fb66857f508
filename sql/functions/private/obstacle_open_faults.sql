-- obstacle_open_faults.sql - whether a task can have an obstacle of a title open.
create or replace function private.obstacle_open_faults(p_task uuid, p_title text, p_task_pointer text, p_title_pointer text) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_state constant text := (select t.state from register.tasks t where t.id = p_task);
    v_code constant text := (
        select o.code from register.obstacles o
        where o.task_id = p_task and o.state = 'open' and o.title_words = private.search_words(p_title));
begin
    return case when v_state in ('draft', 'verified', 'cancelled') then private.fault(p_task_pointer, 'no-obstacles', v_state) else '[]' end
        || case when v_code is not null then private.fault(p_title_pointer, 'already-exists', v_code) else '[]' end;
end
$$;
comment on function private.obstacle_open_faults(uuid, text, text, text) is
    'Task, title, and the pointers to both: a draft and what is finished take none, and the same title is open once. Titles are compared without case and tone marks.';
