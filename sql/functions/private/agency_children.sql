-- agency_children.sql - the agencies below those a merger ends: they come below what it makes.
create or replace function private.agency_children(p_given jsonb, p_parties private.agency_party[])
    returns table (id uuid, code text, name_vi text, parent text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select a.id, a.code::text, v.name_vi::text, (select (p.wanted).name_vi::text from unnest(p_parties) as p where not p.ends)
    from register.agency_versions v
    join register.agencies a on a.id = v.agency_id
    where p_given ->> 'kind' = 'merge' and upper_inf(v.known) and v.valid @> (p_given ->> 'effective_on')::date
      and v.parent_id in (select (p.agency).id from unnest(p_parties) as p where p.ends)
      and v.agency_id not in (select (p.agency).id from unnest(p_parties) as p where (p.agency).id is not null)
    order by a.code;
$$;
comment on function private.agency_children(jsonb, private.agency_party[]) is 'With the name of what the merger makes. None for other changes: who stands above them then is a question of its own.';
