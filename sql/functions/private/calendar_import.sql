-- calendar_import.sql - brings the calendar to what an import says.
create or replace function private.calendar_import(p_items jsonb) returns json
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_items json;
begin
    with wanted as (
        select i.place - 1 as index, private.day(i.item ->> 'date') as day, i.item ->> 'kind' as kind,
               btrim(i.item ->> 'name_vi') as name_vi, nullif(btrim(i.item ->> 'name_en'), '') as name_en,
               nullif(btrim(i.item ->> 'source'), '') as source,
               private.calendar_document(private.day(i.item ->> 'date'), i.item ->> 'document') as document_id
        from jsonb_array_elements(p_items) with ordinality as i (item, place)
    ), judged as (
        select w.index, w.day, c.day is null as fresh,
               (c.kind, c.name_vi, c.name_en, c.source, c.document_id)
                   is distinct from (w.kind, w.name_vi::varchar, w.name_en::varchar, w.source::varchar, w.document_id) as differs
        from wanted w left join register.calendar_days c on c.day = w.day
    ), written as (
        insert into register.calendar_days as c (day, kind, name_vi, name_en, source, document_id)
        select w.day, w.kind, w.name_vi, w.name_en, w.source, w.document_id
        from wanted w join judged j on j.day = w.day
        where j.differs
        on conflict (day) do update
        set kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en, source = excluded.source,
            document_id = excluded.document_id
    )
    select json_agg(json_build_object(
        'index', j.index, 'date', j.day,
        'result', case when j.fresh then 'created' when j.differs then 'updated' else 'unchanged' end) order by j.index)
    into v_items
    from judged j;
    return v_items;
end
$$;
comment on function private.calendar_import(jsonb) is 'Items without faults. The answer: index, date and result of each.';
