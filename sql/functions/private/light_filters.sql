-- light_filters.sql - the conditions of a list for tasks with one of these lights.
create or replace function private.light_filters(p_lights text[], p_terms register.light_days) returns text[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select array_remove(array[
        -- What a light cannot be without is asked first: it takes a hundredth of the time, or finds them by index.
        format('r.state = any (%L)', private.light_states(p_lights)),
        case when p_lights <@ '{red}' then format('coalesce(r.due_on, ''infinity''::date) < %L', p_terms.day) end,
        -- Of a condition like this PostgreSQL believes that half the rows pass it; of "= any" alone that hardly one
        -- does: it would read and sort all of them for a page.
        format('exists (select from (select private.light(r.state, r.regular, r.due_on, r.reported_on, r.expected_completion, '
               'r.last_pushed_at, r.assigned_on, %L) as met offset 0) as m where private.light_name(m.met) = any (%L))',
               p_terms, p_lights)], null);
$$;
comment on function private.light_filters(text[], register.light_days) is 'Of rows r of tasks; everything in them is quoted.';
