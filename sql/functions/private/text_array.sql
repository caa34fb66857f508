-- text_array.sql - a JSON array of texts as an array.
create or replace function private.text_array(p_array jsonb) returns text[]
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg(e.value order by e.first), '{}')
    from (select v.value, min(v.place) as first
          from jsonb_array_elements_text(nullif(p_array, 'null')) with ordinality as v (value, place)
          group by v.value) as e;
$$;
comment on function private.text_array(jsonb) is 'Each text once, in order; empty for null.';
