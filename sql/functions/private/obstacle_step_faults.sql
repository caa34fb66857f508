-- obstacle_step_faults.sql - what is wrong with a step of an obstacle.
create or replace function private.obstacle_step_faults(p_obstacle register.obstacles, p_body jsonb) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_action constant text := p_body ->> 'action';
    v_day constant date := coalesce((p_body ->> 'occurred_on')::date, private.today());
    v_first constant date := (select max(e.occurred_on) from register.obstacle_events e where e.obstacle_id = p_obstacle.id);
    v_closes constant boolean := v_action in ('solve', 'reject');
    v_said constant boolean := btrim(p_body ->> 'reason') <> '' is true;
    v_faults jsonb := private.reference_faults('/document', p_body ->> 'document', private.document_id(p_body ->> 'document'))
        || private.obstacle_level_faults(p_obstacle, v_action, p_body ->> 'to_level');
begin
    if v_closes and p_obstacle.needs_level <> 'agency' and p_body ->> 'document' is null then
        v_faults := v_faults || private.fault('/document', 'required');
    elsif not v_said and (not v_closes or p_body ->> 'document' is null) then
        v_faults := v_faults || private.fault('/reason', 'required');
    end if;
    if p_body ->> 'solution' is not null and v_action <> 'solve' then
        v_faults := v_faults || private.fault('/solution', 'not-allowed');
    elsif p_body ->> 'solution' is not null and not exists (
        select from register.obstacle_solutions s
        where s.obstacle_id = p_obstacle.id and s.number = (p_body ->> 'solution')::integer) then
        v_faults := v_faults || private.fault('/solution', 'not-found', p_body ->> 'solution');
    end if;
    if v_day > private.today() then
        v_faults := v_faults || private.fault('/occurred_on', 'too-large', private.today()::text);
    elsif v_day < v_first then
        v_faults := v_faults || private.fault('/occurred_on', 'too-small', v_first::text);
    end if;
    if v_action = 'reopen' then
        v_faults := v_faults || private.obstacle_open_faults(p_obstacle.task_id, p_obstacle.title, '/action', '/action');
    end if;
    return v_faults;
end
$$;
comment on function private.obstacle_step_faults(register.obstacles, jsonb) is
    'What is beyond the agencies is closed with a document, what is at their level with a reason or a document; every other step has a reason. Days do not run back.';
