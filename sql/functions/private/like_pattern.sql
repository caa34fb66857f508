-- like_pattern.sql - a pattern for LIKE that finds a text anywhere.
create or replace function private.like_pattern(p_text text) returns text
language sql immutable parallel safe strict
set search_path = pg_catalog, pg_temp
as $$
    select '%' || replace(replace(replace(p_text, '\', '\\'), '%', '\%'), '_', '\_') || '%';
$$;
comment on function private.like_pattern(text) is 'What is special to LIKE is taken as it stands.';
