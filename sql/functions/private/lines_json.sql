-- lines_json.sql - a list that was ordered, as the API shows it.
create or replace function private.lines_json(p_lines jsonb, p_moment private.moment) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case when p_lines is not null then coalesce(json_agg(json_build_object(
        'rank', l.ordinality,
        'role', r.code,
        'role_name', r.name_vi,
        'role_name_en', r.name_en,
        'holder', n.holder,
        'holder_name', n.holder_name,
        'post', n.post,
        'post_title', n.post_title,
        'represents', private.agency_code(l.represents_id),
        'represents_name', private.agency_name(l.represents_id, p_moment),
        'duty', l.duty) order by l.ordinality), '[]') end
    from jsonb_populate_recordset(null::private.seat_line, p_lines) with ordinality as l
    join register.committee_roles r on r.code = l.role
    cross join lateral private.holder_names(l.person_id, l.post_id, p_moment) as n;
$$;
comment on function private.lines_json(jsonb, private.moment) is 'Of lines (private.seat_line); null when there are none because the list was not ordered.';
