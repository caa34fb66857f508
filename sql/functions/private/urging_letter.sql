-- urging_letter.sql - the urgings that one letter is about.
create or replace function private.urging_letter(p_urging register.urgings) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select json_agg(json_build_object(
        'urging', u.code, 'task', u.task_code, 'title', u.task_title, 'product', t.product, 'due_on', u.due_on,
        'workdays_late', u.workdays_late, 'times', u.times) order by u.year, u.number)
    from register.urgings u
    left join register.tasks t on t.id = u.task_id
    where u.id = p_urging.id
       or (p_urging.kind, u.kind) = ('rung', 'rung') and u.fired_on = p_urging.fired_on and u.audience = p_urging.audience
          and u.agency_id is not distinct from p_urging.agency_id;
$$;
comment on function private.urging_letter(register.urgings) is
    'Member items of api.urging_letter: one by hand alone; of rungs all that fired that day for the same audience of the same recipient.';
