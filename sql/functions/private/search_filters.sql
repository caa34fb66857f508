-- search_filters.sql - the condition of ?q= for private.list.
create or replace function private.search_filters(p_options jsonb) returns text[]
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_words constant text[] := private.search_words(p_options ->> 'q');
    v_query text;
begin
    if not p_options ? 'q' then
        return '{}';
    elsif v_words = '{}' then
        return '{false}';
    end if;
    -- Every word, the last one perhaps still being typed.
    select string_agg(quote_literal(left(w.word, 200)) || case when w.place = cardinality(v_words) then ':*' else '' end, ' & ')
    into v_query
    from unnest(v_words) with ordinality as w (word, place)
    where w.place <= 16 or w.place = cardinality(v_words);
    -- A literal, not a parameter: the planner weighs each word by how often it occurs.
    return array[format('r.search @@ %L::tsquery', v_query)];
end
$$;
comment on function private.search_filters(jsonb) is
    'One condition on r.search for option q; none without it. Signs alone find nothing.';
