-- search_filters.sql - the conditions of ?q= for private.list.
create or replace function private.search_filters(p_options jsonb) returns text[]
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    -- Literals, not parameters: the planner weighs each word by how often its parts occur.
    select coalesce(array_agg(format('r.search_text like %L', w.pattern)), '{}')
    from unnest(private.search_words(p_options ->> 'q')) as w (pattern);
$$;
comment on function private.search_filters(jsonb) is 'One condition on r.search_text for each word of option q; none without it.';
