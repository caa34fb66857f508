-- system_faults.sql - a source system speaks through one client only.
create or replace function private.system_faults(p_client uuid, p_code text, p_systems text[]) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce((
            select jsonb_agg(private.fault('/source_systems/' || s.place - 1, 'already-exists', s.name) -> 0 order by s.place)
            from unnest(p_systems) with ordinality as s (name, place)
            where exists (select from register.api_clients c
                          where c.id is distinct from p_client
                            and (c.code = s.name or s.name = any (c.source_systems)))), '[]')
        || case when exists (select from register.api_clients c
                             where c.id is distinct from p_client and p_code = any (c.source_systems))
                then private.fault('/code', 'already-exists', p_code) else '[]' end;
$$;
comment on function private.system_faults(uuid, text, text[]) is
    'Pushes are known by source system and event: were a system shared, one client could learn of another''s pushes.';
