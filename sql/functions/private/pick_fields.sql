-- pick_fields.sql - the members asked for with ?fields=, in the order they have anyway.
create or replace function private.pick_fields(p_items json, p_fields jsonb) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_example json;
begin
    -- All items have the same members but tombstones, which cannot tell; nor can an empty list.
    select i.item into v_example
    from json_array_elements(p_items) as i (item) where i.item -> 'deleted' is null limit 1;
    if exists (select from jsonb_array_elements_text(p_fields) as f (name) where v_example -> f.name is null)
       and v_example is not null then
        perform private.refuse(400, 'invalid-query', private.fault('fields', 'not-in-list', (
            select string_agg(k.name, ', ') from json_object_keys(v_example) as k (name))));
    end if;
    return (
        select coalesce(json_agg(picked.item order by i.place), '[]')
        from json_array_elements(p_items) with ordinality as i (item, place)
        cross join lateral (
            select coalesce(json_object_agg(m.key, m.value), '{}') as item
            from json_each(i.item) as m where p_fields ? m.key or m.key = 'deleted') as picked);
end
$$;
comment on function private.pick_fields(json, jsonb) is
    'Raises 400 invalid-query for a name no item has. A tombstone keeps its member deleted.';
