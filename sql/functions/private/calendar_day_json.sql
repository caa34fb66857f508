-- calendar_day_json.sql - a day of the calendar as the API shows it, and as an import takes it back.
create or replace function private.calendar_day_json(p_day register.calendar_days) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select json_build_object(
        'date', p_day.day, 'kind', p_day.kind, 'name_vi', p_day.name_vi, 'name_en', p_day.name_en, 'source', p_day.source,
        'document', (select d.code from register.documents d where d.id = p_day.document_id));
$$;
comment on function private.calendar_day_json(register.calendar_days) is 'Schema CalendarDay of the API.';
