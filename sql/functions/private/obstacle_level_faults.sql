-- obstacle_level_faults.sql - whether an obstacle can be sent to a level.
create or replace function private.obstacle_level_faults(p_obstacle register.obstacles, p_action text, p_level text) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant integer := private.level_rank(p_obstacle.needs_level);
    v_levels text[];
begin
    if p_action not in ('escalate', 'lower') then
        return case when p_level is null then '[]' else private.fault('/to_level', 'not-allowed') end;
    elsif p_level is null then
        return private.fault('/to_level', 'required');
    end if;
    select array_agg(l.level order by l.level_rank) into v_levels
    from (select n.level, private.level_rank(n.level) as level_rank from unnest('{agency,province,central}'::text[]) as n (level)) as l
    -- Beyond the province it goes only through the office.
    where case p_action when 'escalate' then l.level_rank > v_now and (private.current_agency() is null or l.level = 'province')
                        else l.level_rank < v_now end;
    return case when v_levels is null then private.fault('/action', 'not-allowed')
                when p_level <> all (v_levels) then private.fault('/to_level', 'not-in-list', array_to_string(v_levels, ', '))
                else '[]' end;
end
$$;
comment on function private.obstacle_level_faults(register.obstacles, text, text) is
    'Obstacle, action, level: escalated to a higher one, lowered to a lower one, both name it; no other action does.';
