-- push_lock.sql - takes hold of the tasks of some pushes.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.push_lock(p_pushes private.push[]) returns private.push[]
language plpgsql
as $$
begin
    -- In one order for everybody: two batches with the same tasks wait for each other, never both at once.
    perform t.id
    from unnest(p_pushes) as p
    join register.tasks t on t.id = p.task_id
    order by t.id
    for no key update of t;
    return p_pushes;
end
$$;
comment on function private.push_lock(private.push[]) is
    'The same pushes. A statement of its own: what private.push_judge reads afterwards is what was committed by those who held the tasks before.';
