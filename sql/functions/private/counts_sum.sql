-- counts_sum.sql - adds counts by name.
create or replace function private.counts_sum(p_one jsonb, p_other jsonb) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select p_one || coalesce((
        select jsonb_object_agg(m.key, coalesce((p_one ->> m.key)::bigint, 0) + m.value::bigint)
        from jsonb_each_text(p_other) as m), '{}');
$$;
comment on function private.counts_sum(jsonb, jsonb) is 'Members of both; those of one only as they are.';
