-- workdays_skipped.sql - the days off in a period, and why each is one; the weekend days that are worked.
create or replace function private.workdays_skipped(p_from date, p_to date, p_worked boolean) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(json_agg(json_build_object(
        'date', s.day,
        'why', coalesce(c.kind, 'weekend'),
        'name_vi', coalesce(c.name_vi, case extract(isodow from s.day) when 6 then 'Thứ Bảy' else 'Chủ nhật' end),
        'name_en', case when c.day is not null then c.name_en
                        when extract(isodow from s.day) = 6 then 'Saturday' else 'Sunday' end,
        'source', coalesce(c.source, (select d.code from register.documents d where d.id = c.document_id)))
        order by s.day), '[]')
    from (select p_from + generate_series(0, p_to - p_from) as day) as s
    left join register.calendar_days c on c.day = s.day
    where coalesce(c.kind = 'work', extract(isodow from s.day) < 6) = p_worked
      and (not p_worked or extract(isodow from s.day) > 5);
$$;
comment on function private.workdays_skipped(date, date, boolean) is 'From the first day to the last, both of them. worked: not the days off but the Saturdays and Sundays that are worked.';
