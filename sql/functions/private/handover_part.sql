-- handover_part.sql - of what is handed over one kind.
create or replace function private.handover_part(p_listed jsonb, p_kind text) returns json
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(json_agg(json_build_object(
        'code', l.line -> 'code', 'id', l.line -> 'id', 'name', l.line -> 'name', 'part', l.line -> 'part',
        'state', l.line -> 'state', 'from', l.line -> 'from', 'to', l.line -> 'to', 'stays', l.line -> 'stays',
        'outcome', l.line -> 'outcome', 'done_at', l.line -> 'done_at') order by l.place), '[]')
    from jsonb_array_elements(p_listed) with ordinality as l (line, place)
    where l.line ->> 'kind' = p_kind;
$$;
comment on function private.handover_part(jsonb, text) is 'Items of private.handover_listed or private.handovers_of.';
