-- urging_rule.sql - which rule made an urging, as a sentence.
create or replace function private.urging_rule(p_urging register.urgings, p_workdays integer, p_language text) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select case
            when p_urging.kind = 'manual' and p_language = 'en' then 'By hand'
            when p_urging.kind = 'manual' then 'Đôn đốc trực tiếp, không theo thang'
            when p_language = 'en' then format('Rung %s of ladder version %s: %s, which was %s', p_urging.rung, p_urging.ladder_version,
                private.urging_distance(p_workdays, p_urging.due_on, 'en'), p_urging.rung_on)
            else format('Nấc %s của thang phiên bản %s: %s, tức ngày %s', p_urging.rung, p_urging.ladder_version,
                private.urging_distance(p_workdays, p_urging.due_on, 'vi'), to_char(p_urging.rung_on, 'DD/MM/YYYY')) end);
end
$$;
comment on function private.urging_rule(register.urgings, integer, text) is 'The urging, the working days of its rung, language vi or en.';
