-- calendar_faults.sql - everything that is wrong with the days of an import.
create or replace function private.calendar_faults(p_items jsonb) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with items as (
        select i.item, i.place - 1 as index, '/items/' || i.place - 1 as pointer, private.day(i.item ->> 'date') as day,
               nullif(btrim(i.item ->> 'source'), '') as source, i.item ->> 'document' as document
        from jsonb_array_elements(p_items) with ordinality as i (item, place)
    ), faults as (
        select i.index, 1 as step, private.fault(i.pointer || '/date', 'bad-date', '2025-06-30') as fault
        from items i where i.day is null
        union all
        -- Both of two are told: which is the wrong one the sender knows.
        select i.index, 2, private.fault(i.pointer || '/date', 'duplicate', min(o.index)::text)
        from items i join items o on o.day = i.day and o.index <> i.index
        group by i.index, i.pointer
        union all
        select i.index, 3, private.fault(i.pointer || '/source', 'required')
        from items i where i.source is null and i.document is null
        union all
        select i.index, 4, private.fault(i.pointer || '/source', 'either-or', 'source', 'document')
        from items i where i.source is not null and i.document is not null
        union all
        select i.index, 5, private.reference_faults(i.pointer || '/document', i.document,
                                                    private.calendar_document(i.day, i.document))
        from items i where i.document is not null
    )
    select coalesce(jsonb_agg(e.fault order by f.index, f.step), '[]')
    from faults f cross join jsonb_array_elements(f.fault) as e (fault);
$$;
comment on function private.calendar_faults(jsonb) is 'A day that does not exist or stands there twice, a source that is missing or said twice, a document nobody knows.';
