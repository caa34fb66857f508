-- calendar_import.sql - POST /v1/calendar/import
create or replace function api.calendar_import(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_items constant jsonb := p_body -> 'items';
    v_before jsonb;
    v_results json;
begin
    perform private.refuse_faults(private.calendar_faults(v_items));
    v_before := private.calendar_terms();
    v_results := private.calendar_import(v_items);
    return private.answer(200, json_build_object(
        'items', v_results,
        'summary', (select json_build_object('created', count(*) filter (where r.item ->> 'result' = 'created'),
                                             'updated', count(*) filter (where r.item ->> 'result' = 'updated'),
                                             'unchanged', count(*) filter (where r.item ->> 'result' = 'unchanged'))
                    from json_array_elements(v_results) as r (item)),
        'tasks', private.calendar_rederive(v_before)));
end
$$;
comment on function api.calendar_import(text, jsonb, jsonb) is
    'Body items: date, kind, name_vi, name_en, source or document; all or nothing. A day that is there is brought to what the item says, others stay. With the setting deadline_shift the deadlines of open tasks that follow from it move along.';
