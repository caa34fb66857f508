-- push_blocked.sql - how the tasks of some pushes stand once their obstacles are raised.
create or replace function private.push_blocked(p_pushes private.push[], p_obstacles private.obstacle_draft[]) returns private.push[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_pushes private.push[] := p_pushes;
    v_push private.push;
    v_move record;
begin
    for v_move in
        select p.ordinality as place, m.to_state
        from unnest(p_pushes) with ordinality as p
        join register.transitions m on m.action = 'block' and m.from_state = p.to_state
        where exists (select from unnest(p_obstacles) as o where o.status_update_id = p.id and o.needs_level <> 'agency')
    loop
        v_push := v_pushes[v_move.place];
        v_push.to_state := v_move.to_state;
        v_push.version := v_push.version + 1;
        v_pushes[v_move.place] := v_push;
    end loop;
    return v_pushes;
end
$$;
comment on function private.push_blocked(private.push[], private.obstacle_draft[]) is
    'What the answers tell and repeats are told: state and version as private.obstacles_settle leaves them. Nothing is written.';
