-- day.sql - a day from its parts, or from what people write.
create or replace function private.day(p_year text, p_month text, p_day text) returns date
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return make_date(p_year::integer, p_month::integer, p_day::integer);
exception
    when datetime_field_overflow then
        return null;
end
$$;
comment on function private.day(text, text, text) is 'Year, month, day; null when there is no such day.';

create or replace function private.day(p_text text) returns date
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_parts text[] := regexp_match(p_text, '^(\d{4})-(\d{2})-(\d{2})$');
begin
    if v_parts is not null then
        return private.day(v_parts[1], v_parts[2], v_parts[3]);
    end if;
    v_parts := regexp_match(p_text, '^(\d{1,2})/(\d{1,2})/(\d{4})$');
    return private.day(v_parts[3], v_parts[2], v_parts[1]);
end
$$;
comment on function private.day(text) is '2025-06-30 or, in imports from people, 30/6/2025; null when it is no day.';
