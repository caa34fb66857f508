-- light_filters.sql - the conditions of a list for tasks with one of these lights.
create or replace function private.light_filters(p_lights text[], p_terms register.light_days) returns text[]
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select array_remove(array[
        -- What a light cannot be without is asked first: it takes a hundredth of the time, or finds them by index.
        format('r.state = any (%L)', private.light_states(p_lights)),
        case when p_lights <@ '{red}' then format('coalesce(r.due_on, ''infinity''::date) < %L', p_terms.day) end,
        -- Not "= any", of which PostgreSQL believes that hardly a row passes it: it would read and sort all of them for a page.
        format('array_position(%L::text[], (private.light(r.state, r.regular, r.due_on, r.reported_on, r.expected_completion, '
               'r.last_pushed_at, r.assigned_on, %L)).light) is not null', p_lights, p_terms)], null);
$$;
comment on function private.light_filters(text[], register.light_days) is 'Of rows r of tasks; everything in them is quoted.';
