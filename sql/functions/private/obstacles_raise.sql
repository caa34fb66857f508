-- obstacles_raise.sql - registers obstacles, and blocks the tasks they keep from going on.
create or replace function private.obstacles_raise(p_drafts private.obstacle_draft[]) returns register.obstacles[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_count constant integer := cardinality(p_drafts);
    v_year constant integer := extract(year from private.today())::integer;
    v_last integer;
    v_obstacles register.obstacles[] := '{}';
begin
    if v_count = 0 then
        return v_obstacles;
    end if;
    insert into register.obstacle_numbers as n (year, last) values (v_year, v_count)
    on conflict (year) do update set last = n.last + v_count
    returning n.last into v_last;
    with raised as (
        insert into register.obstacles as o (
            code, task_id, title, description, needs_level, raised_by_id, raised_on, status_update_id)
        select format('VM-%s-%s', v_year, lpad(n.number::text, greatest(4, length(n.number::text)), '0')),
               d.task_id, d.title, d.description, d.needs_level, private.current_agency(), d.raised_on, d.status_update_id
        from unnest(p_drafts) with ordinality
            as d (task_id, title, description, needs_level, raised_on, status_update_id, place)
        cross join lateral (select v_last - v_count + d.place as number) as n
        returning o as obstacle
    )
    select array_agg(r.obstacle) into v_obstacles from raised r;
    insert into register.obstacle_events (obstacle_id, number, action, state, needs_level, occurred_on, agency_id, client)
    select o.id, 1, 'raised', o.state, o.needs_level, o.raised_on, o.raised_by_id, private.current_client()
    from unnest(v_obstacles) as o;
    perform private.obstacles_settle(array(
        select distinct o.task_id from unnest(v_obstacles) as o where o.needs_level <> 'agency'));
    return v_obstacles;
end
$$;
comment on function private.obstacles_raise(private.obstacle_draft[]) is
    'As they are registered: on behalf of the caller''s agency, with codes VM-<year>-<number>. The caller has locked the tasks, and looked for open ones of the same title.';
