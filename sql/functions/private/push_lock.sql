-- push_lock.sql - finds the tasks that some pushes name, and takes hold of them.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.push_lock(p_pushes private.push[]) returns private.push[]
language plpgsql
as $$
declare
    v_pushes private.push[] := p_pushes;
    v_ids uuid[];
begin
    -- Plain columns on both sides: behind row-level security PostgreSQL looks up by index only what no
    -- function could give away, and an expression on the JSON would make it read all tasks.
    select array_agg(coalesce(by_code.id, by_id.id) order by p.place) into v_ids
    from unnest(p_pushes) as p
    left join register.tasks by_code on by_code.code = p.task
    left join register.tasks by_id on by_id.id = p.task_id;
    for place in 1 .. cardinality(v_pushes) loop
        v_pushes[place].task_id := v_ids[place];
    end loop;
    -- In one order for everybody: two batches with the same tasks wait for each other, never both at once.
    perform t.id from unnest(v_ids) as n (id) join register.tasks t on t.id = n.id order by t.id for no key update of t;
    return v_pushes;
end
$$;
comment on function private.push_lock(private.push[]) is
    'Sets task_id; null for a task the caller may not know, as for none. Statements of their own: what private.push_judge reads afterwards is what was committed by those who held them before.';
