-- given_filters.sql - of the filters a list knows, those that were asked for.
create or replace function private.given_filters(p_known jsonb, p_options jsonb) returns text[]
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg('(' || k.value || ')' order by k.key), '{}')
    from jsonb_each_text(p_known) as k
    where p_options ? k.key;
$$;
comment on function private.given_filters(jsonb, jsonb) is
    'known: option name to condition, $1 being the options. A filter not given costs nothing: it is not in the statement.';
