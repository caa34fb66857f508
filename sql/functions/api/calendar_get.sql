-- calendar_get.sql - GET /v1/calendar
create or replace function api.calendar_get(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_given_from constant date := (p_options ->> 'from')::date;
    v_given_to constant date := (p_options ->> 'to')::date;
    v_year constant integer := coalesce((p_options ->> 'year')::integer,
                                        extract(year from coalesce(v_given_from, v_given_to, private.today())));
    v_from constant date := coalesce(v_given_from, make_date(v_year, 1, 1));
    v_to constant date := coalesce(v_given_to, make_date(v_year, 12, 31));
    v_unknown constant integer[] := private.years_without_calendar(v_from, v_to);
begin
    if p_options ? 'year' and (p_options ? 'from' or p_options ? 'to') then
        perform private.refuse(400, 'invalid-query', private.fault('year', 'either-or', 'year', 'from, to'));
    elsif v_to < v_from then
        perform private.refuse(400, 'invalid-query', private.fault('to', 'order', v_from::text));
    end if;
    return private.answer(200, json_build_object(
        'from', v_from, 'to', v_to,
        'workdays', case when v_unknown = '{}' then private.workdays_between(v_from - 1, v_to) end,
        'items', coalesce((select json_agg(private.calendar_day_json(c) order by c.day)
                           from register.calendar_days c where c.day between v_from and v_to), '[]'),
        'warnings', private.calendar_warnings(v_unknown)));
end
$$;
comment on function api.calendar_get(text, jsonb, jsonb) is
    'Options year, or from and to (both in it); this year when none is given. The days off and the swapped working days, how many working days there are, years of which nothing is known.';
