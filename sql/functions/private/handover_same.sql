-- handover_same.sql - whether two lists hand over the same to the same.
create or replace function private.handover_same(p_one jsonb, p_other jsonb) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    -- How a task stands, and what it is called, may change; that does not make it another.
    select not exists (
        (select l.line - array['state', 'name'] from jsonb_array_elements(p_one) as l (line)
         except select l.line - array['state', 'name'] from jsonb_array_elements(p_other) as l (line))
        union all
        (select l.line - array['state', 'name'] from jsonb_array_elements(p_other) as l (line)
         except select l.line - array['state', 'name'] from jsonb_array_elements(p_one) as l (line)));
$$;
comment on function private.handover_same(jsonb, jsonb) is 'Two results of private.handover_listed.';
