-- urging_text.sql - the text of a message about urgings: Vietnamese, then English.
create or replace function private.urging_text(p_agency uuid, p_audience text, p_day date, p_codes jsonb) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        with urgings as (
            select u as urging, c.place, r.workdays, coalesce(u.text_vi, r.text_vi) as text_vi, coalesce(u.text_en, u.text_vi, r.text_en) as text_en,
                   coalesce(r.ladder_version, 0) as ladder_version, coalesce(r.place, 0) as rung_place
            from jsonb_array_elements_text(p_codes) with ordinality as c (code, place)
            join register.urgings u on u.code = c.code
            left join register.urging_rungs r on r.ladder_version = u.ladder_version and r.code = u.rung
            -- A message is read by people: what is beyond a hundred tasks they look up.
            where c.place <= 100
        ), parts as (
            select g.text_vi || E'\n' || string_agg(format(E'- %s %s: %s. Đôn đốc lần %s (%s). %s.', (g.urging).task_code, left((g.urging).task_title, 200),
                       private.urging_lateness((g.urging).workdays_late, (g.urging).due_on, 'vi'), (g.urging).times, (g.urging).code,
                       private.urging_rule(g.urging, g.workdays, 'vi')), E'\n' order by g.place) as vi,
                   g.text_en || E'\n' || string_agg(format(E'- %s: %s. Urging no. %s (%s). %s.', (g.urging).task_code,
                       private.urging_lateness((g.urging).workdays_late, (g.urging).due_on, 'en'), (g.urging).times, (g.urging).code,
                       private.urging_rule(g.urging, g.workdays, 'en')), E'\n' order by g.place) as en,
                   g.ladder_version, g.rung_place
            from urgings g
            group by g.ladder_version, g.rung_place, g.text_vi, g.text_en
        ), rest as (
            select jsonb_array_length(p_codes) - 100 as tasks
        )
        select concat_ws(E'\n\n',
            'Kính gửi: ' || coalesce(private.agency_name(p_agency, p_day), private.urging_audience(p_audience, 'vi')),
            string_agg(p.vi, E'\n\n' order by p.ladder_version, p.rung_place),
            (select format('Và %s nhiệm vụ khác: xem danh sách đôn đốc.', r.tasks) from rest r where r.tasks > 0),
            '----------',
            'To: ' || coalesce((select coalesce(a.name_en, a.name_vi) from register.agencies a where a.id = p_agency), private.urging_audience(p_audience, 'en')),
            string_agg(p.en, E'\n\n' order by p.ladder_version, p.rung_place),
            (select format('And %s more: see the list of urgings.', r.tasks) from rest r where r.tasks > 0)) || E'\n'
        from parts p);
end
$$;
comment on function private.urging_text(uuid, text, date, jsonb) is
    'To an agency or, without one, a body; the day; codes of the urgings in order. Under the words of each rung its tasks: deadline, working days late, which urging it is, the rule.';
