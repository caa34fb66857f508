-- list_statement.sql - the statement that finds one page of a list.
create or replace function private.list_statement(p_list private.list_parts, p_continued boolean) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    with parts as (
        select string_agg(k.key || case when p_list.descending then ' desc' else '' end, ', ' order by k.place) as sorting,
               string_agg(format('(%s)::text', k.key), ', ' order by k.place) as keys,
               string_agg(format('$2[%s]::%s', k.place, p_list.types[k.place]), ', ' order by k.place) as last_keys
        from unnest(p_list.keys) with ordinality as k (key, place)
    )
    -- The inner query finds the rows of the page by their keys alone; only those are made into JSON.
    select format(
        'select coalesce(json_agg(%1$s order by p.place) filter (where p.place <= $3), ''[]''), '
        '       max(p.keys) filter (where p.place = $3 and p.more) '
        'from (select q.row as r, q.keys, row_number() over () as place, count(*) over () > $3 as more '
        '      from (select r as row, array[%2$s] as keys from %3$s as r where %4$s order by %5$s limit $3 + 1) as q) as p',
        p_list.item, p.keys, p_list.source,
        array_to_string(p_list.filters || case when p_continued then
            array[format('(%s) %s (%s)', array_to_string(p_list.keys, ', '),
                         case when p_list.descending then '<' else '>' end, p.last_keys)]
            else '{true}' end, ' and '),
        p.sorting)
    from parts as p;
$$;
comment on function private.list_statement(private.list_parts, boolean) is
    'Parameters of the statement: $1 the options, $2 the sort keys after which the page begins (continued), $3 the limit. It gives the items as JSON, and the sort keys of the last one when there are more.';
