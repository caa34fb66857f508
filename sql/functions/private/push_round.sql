-- push_round.sql - takes the pushes of one round together; where that fails, each by itself.
create or replace function private.push_round(p_pushes private.push[]) returns private.push[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_problem text;
    v_status integer;
    v_push private.push;
begin
    return private.push_take(p_pushes);
exception
    -- Only what one item can cause: a value against a constraint, an event taken meanwhile.
    when data_exception or integrity_constraint_violation or sqlstate 'ST003' then
        if cardinality(p_pushes) = 1 then
            v_push := p_pushes[1];
            v_status := case when sqlstate in ('23505', 'ST003') then 409 else 422 end;
            v_push.status := v_status;
            v_push.problem := case v_status when 409 then 'conflict' else 'invalid-input' end;
            v_push.faults := '[]';
            return array[v_push];
        end if;
        return array(select (private.push_round(array[p]))[1] from unnest(p_pushes) as p);
end
$$;
comment on function private.push_round(private.push[]) is
    'One savepoint for all of them, and one for each only when they cannot all be taken.';
