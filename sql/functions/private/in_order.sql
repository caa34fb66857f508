-- in_order.sql - the members of an object in the order in which people read them.
create or replace function private.in_order(p_array jsonb, p_members text[]) returns json
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(json_agg((
        select json_object_agg(m.name, o.item -> m.name order by m.place)
        from unnest(p_members) with ordinality as m (name, place)) order by o.place), '[]')
    from jsonb_array_elements(p_array) with ordinality as o (item, place);
$$;
comment on function private.in_order(jsonb, text[]) is 'An array of objects with these members, because jsonb keeps none. Others are left out.';
