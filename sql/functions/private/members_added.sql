-- members_added.sql - an object with more members.
create or replace function private.members_added(p_object json, p_more json) returns json
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select json_object_agg(m.key, m.value order by m.part, m.place)
    from (select 1 as part, o.place, o.key, o.value from json_each(p_object) with ordinality as o (key, value, place)
          union all
          select 2, o.place, o.key, o.value from json_each(p_more) with ordinality as o (key, value, place)) as m;
$$;
comment on function private.members_added(json, json) is 'Those of the first, then those of the second, in their order.';
