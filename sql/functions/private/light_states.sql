-- light_states.sql - the states in which a task can have one of these lights.
create or replace function private.light_states(p_lights text[]) returns text[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg(distinct s.state), '{}')
    from (values ('red', '{assigned,received,in_progress,returned,reported}'::text[]),
                 ('amber', '{assigned,received,in_progress,returned}'),
                 ('blue', '{blocked}'),
                 ('green', '{received,in_progress,reported}'),
                 ('done_on_time', '{verified}'),
                 ('done_late', '{verified}'),
                 ('grey', '{draft,assigned,received,in_progress,suspended,cancelled}')) as l (light, states)
    cross join unnest(l.states) as s (state)
    where l.light = any (p_lights);
$$;
comment on function private.light_states(text[]) is 'Narrows a search; private.light() decides.';
