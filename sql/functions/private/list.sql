-- list.sql - one page of a list: filters, order and place put together from the fragments an operation gives.
create or replace function private.list(
    p_operation text, p_object text, p_options jsonb, p_list private.list_parts) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_limit constant integer := least(greatest(coalesce((p_options ->> 'limit')::integer, 50), 1), 500);
    v_direction constant text := case when p_list.descending then ' desc' else '' end;
    v_filter constant text := case when cardinality(p_list.filters) > 0
                                   then ' where ' || array_to_string(p_list.filters, ' and ') else '' end;
    v_keys text[];
    v_place text := '';
    v_order text;
    v_items json;
    v_last text[];
    v_next text;
    v_count bigint;
begin
    select string_agg(k.key || v_direction, ', ' order by k.place) into v_order
    from unnest(p_list.keys) with ordinality as k (key, place);

    if p_options ? 'cursor' then
        v_keys := private.cursor_read(p_operation, p_object, p_options);
        select format('(%s) %s (%s)', array_to_string(p_list.keys, ', '), case when p_list.descending then '<' else '>' end,
                      string_agg(format('$2[%s]::%s', t.place, t.type), ', ' order by t.place))
        into v_place
        from unnest(p_list.types) with ordinality as t (type, place);
        v_place := case when v_filter = '' then ' where ' else ' and ' end || v_place;
    end if;

    -- The inner query finds the rows of the page by their keys alone; only those are made into JSON.
    execute format(
        'select coalesce(json_agg(%s order by p.place) filter (where p.place <= $3), ''[]''), '
        '       max(p.keys) filter (where p.place = $3 and p.more) '
        'from (select q.row as r, q.keys, row_number() over () as place, count(*) over () > $3 as more '
        '      from (select r as row, array[%s] as keys from %s as r%s%s order by %s limit $3 + 1) as q) as p',
        p_list.item,
        (select string_agg(format('(%s)::text', k.key), ', ' order by k.place)
         from unnest(p_list.keys) with ordinality as k (key, place)),
        p_list.source, v_filter, v_place, v_order)
    into v_items, v_last using p_options, v_keys, v_limit;

    if v_last is not null then
        v_next := private.cursor_write(p_operation, p_object, p_options, v_last);
    end if;
    if p_options ->> 'count' = 'exact' then
        execute format('select count(*) from %s as r%s', p_list.source, v_filter) into v_count using p_options;
        return (200, null, null, v_next, json_build_object(
            'items', v_items, 'page', json_build_object('limit', v_limit, 'next', v_next, 'count', v_count),
            'as_of', private.as_of()), false)::api.answer;
    end if;
    return (200, null, null, v_next, json_build_object(
        'items', v_items, 'page', json_build_object('limit', v_limit, 'next', v_next),
        'as_of', private.as_of()), false)::api.answer;
end
$$;
comment on function private.list(text, text, jsonb, private.list_parts) is
    'Answers a page of option limit items after option cursor. Fragments are constants of the calling operation; what the caller of the API wrote reaches the statement as parameter $1 (the options) or quoted. Member count only with count=exact.';
