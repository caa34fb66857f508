-- list_faults.sql - what else is wrong with a list that has faults already.
create or replace function private.list_faults(p_draft private.plan_draft) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('pointer', c.item -> 'pointer', 'code', c.item -> 'code', 'args', c.item -> 'args')
                              order by c.place), '[]')
    from jsonb_array_elements(private.list_checks(
        (select coalesce(jsonb_agg(l.line order by l.place), '[]')
         from jsonb_array_elements((p_draft).new_seats) with ordinality as l (line, place)
         -- Of the others it is told already that they are nobody, or two.
         where num_nonnulls(l.line ->> 'person_id', l.line ->> 'post_id') = 1),
        (((p_draft).plan).effective_on, (private.moment('{}')).known_at))) with ordinality as c (item, place)
    where c.item ->> 'level' = 'error';
$$;
comment on function private.list_faults(private.plan_draft) is
    'Errors among the checks of those lines that say whom they mean: so that all can be put right at once.';
