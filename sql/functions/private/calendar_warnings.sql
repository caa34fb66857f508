-- calendar_warnings.sql - what people are told of years without calendar.
create or replace function private.calendar_warnings(p_years integer[]) returns json
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(json_agg(json_build_object(
        'code', 'year-without-calendar', 'year', y.year,
        'text_vi', format('Chưa có lịch nghỉ của năm %s: không tính được ngày làm việc', y.year),
        'text_en', format('There is no calendar of %s yet: its working days are not known', y.year)) order by y.year), '[]')
    from unnest(p_years) as y (year);
$$;
comment on function private.calendar_warnings(integer[]) is 'Member warnings of answers: code, year, the sentence in both languages.';
