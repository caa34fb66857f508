-- agency_codes.sql - several agencies as answers call them.
create or replace function private.agency_codes(p_ids uuid[]) returns text[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg(a.code::text order by a.code), '{}') from register.agencies a where a.id = any (p_ids);
$$;
comment on function private.agency_codes(uuid[]) is 'Their codes, in order.';
