-- search_words.sql - what was typed into the search, as patterns for LIKE.
create or replace function private.search_words(p_query text) returns text[]
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg(private.like_pattern(w.word)), '{}')
    from (select u.word
          from unnest(string_to_array(private.search_form(p_query), ' ')) with ordinality as u (word, place)
          where u.word <> ''
          order by length(u.word) desc, u.place
          limit 8) as w;
$$;
comment on function private.search_words(text) is
    'Each word, without tone marks and in small letters, as a pattern; all must be found. The eight longest count.';
