-- push_lost.sql - pushes whose events another transaction took between the look and the writing.
create or replace function private.push_lost(p_pushes private.push[]) returns private.push[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_pushes private.push[] := private.push_judge(p_pushes);
    v_push private.push;
begin
    for place in 1 .. cardinality(v_pushes) loop
        v_push := v_pushes[place];
        -- Still unseen: the event belongs to somebody whose pushes the caller may not see.
        if v_push.status = 201 then
            v_push.status := 422;
            v_push.problem := 'key-reused';
            v_push.faults := private.push_faults('key-reused', v_push.event_id, v_push.task, v_push.state, v_push.from_state);
            v_push.action := null;
            v_pushes[place] := v_push;
        end if;
    end loop;
    return v_pushes;
end
$$;
comment on function private.push_lost(private.push[]) is
    'Judged again they are repeats of what the other pushed, or use its key for another content. Nothing is written.';
