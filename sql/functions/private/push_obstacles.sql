-- push_obstacles.sql - the obstacles that pushes raise.
create or replace function private.push_obstacles(p_pushes private.push[]) returns private.obstacle_draft[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg((d.task_id, d.title, null, d.needs_level, d.occurred_on, d.id)::private.obstacle_draft
                              order by d.index, d.place), '{}')
    from (
        -- The same title twice in one push is one obstacle, of the highest level it names.
        select distinct on (p.task_id, w.words)
               p.task_id, p.id, p.index, p.occurred_on, i.place, l.title, l.needs_level, w.words
        from unnest(p_pushes) as p
        cross join lateral jsonb_array_elements(p.obstacles) with ordinality as i (item, place)
        cross join lateral (select btrim(i.item ->> 'title') as title,
                                   coalesce(i.item ->> 'needs_level', 'agency') as needs_level) as l
        cross join lateral (select private.search_words(l.title) as words) as w
        where p.result in ('accepted', 'contribution') and p.from_state not in ('draft', 'verified', 'cancelled')
        order by p.task_id, w.words, private.level_rank(l.needs_level) desc, i.place) as d
    where not exists (
        select from register.obstacles o
        where o.task_id = d.task_id and o.state = 'open' and o.title_words = d.words);
$$;
comment on function private.push_obstacles(private.push[]) is
    'Of pushes that count, no two of them to one task, what is not open already: titles are compared without case and tone marks, and one that is open stays as it is, its level too. What is finished takes none, as by hand (private.obstacle_open_faults). No level named: the agency''s own.';
