-- calendar_workdays.sql - GET /v1/calendar/workdays
create or replace function api.calendar_workdays(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    c_most constant integer := 1000;
    v_from constant date := (p_options ->> 'from')::date;
    -- "+5" in a query is " 5".
    v_words constant text := btrim(p_options ->> 'days');
    v_days integer;
    v_to date := (p_options ->> 'to')::date;
    v_unknown integer[];
    v_first date;
    v_last date;
begin
    if v_from is null then
        perform private.refuse(400, 'invalid-query', private.fault('from', 'required'));
    elsif (v_words is null) = (v_to is null) then
        perform private.refuse(400, 'invalid-query', case when v_to is null then private.fault('days', 'required')
                                                          else private.fault('days', 'either-or', 'days', 'to') end);
    elsif v_words !~ '^[+-]?\d{1,4}$' then
        perform private.refuse(400, 'invalid-query', private.fault('days', 'bad-format', '+5'));
    elsif abs(v_words::integer) > c_most then
        perform private.refuse(400, 'invalid-query', private.fault('days', 'too-large', c_most::text));
    elsif abs(v_to - v_from) > 2 * c_most then
        perform private.refuse(400, 'invalid-query', private.fault('to', 'too-large', (v_from + 2 * c_most)::text));
    end if;
    v_days := v_words::integer;
    v_to := coalesce(v_to, private.workday_add(v_from, v_days));
    v_unknown := private.years_without_calendar(v_from, v_to);
    if v_unknown = '{}' then
        v_days := coalesce(v_days, private.workdays_between(v_from, v_to));
        v_first := case when v_to > v_from then v_from + 1 else v_to end;
        v_last := case when v_to < v_from then v_from - 1 else v_to end;
    elsif v_days is not null then
        v_to := null;
    end if;
    return private.answer(200, json_build_object(
        'from', v_from, 'days', v_days, 'to', v_to,
        'skipped', private.workdays_skipped(v_first, v_last, false),
        'worked', private.workdays_skipped(v_first, v_last, true),
        'warnings', private.calendar_warnings(v_unknown)));
end
$$;
comment on function api.calendar_workdays(text, jsonb, jsonb) is
    'Options from, and days (+5, -5) or to: the day so many working days away, or how many there are; the starting day is not counted. What was asked for is null when it would need a year without calendar.';
