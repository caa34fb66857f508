-- agency_plan_changes.sql - what a plan would do to agencies and identifiers, in words.
create or replace function private.agency_plan_changes(p_given jsonb, p_parties private.agency_party[]) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with day as (
        select (p_given ->> 'effective_on')::date as first, private.people_day((p_given ->> 'effective_on')::date) as first_text,
               private.people_day((p_given ->> 'effective_on')::date - 1) as last_text
    ), told as (
        select 1 as chapter, p.place, 'end' as action, (p.agency).code::text as agency,
               format('%s kết thúc hoạt động, hết ngày %s', (p.agency).name_vi, d.last_text) as text_vi,
               format('%s ends at the end of %s', coalesce((p.agency).name_en, (p.agency).name_vi), d.last_text) as text_en
        from unnest(p_parties) with ordinality as p (pointer, agency, wanted, ends, fresh, identifiers, place) cross join day d
        where p.ends
        union all
        select 2, p.place, 'open', (p.wanted).code,
               format('%s được thành lập từ ngày %s', (p.wanted).name_vi, d.first_text),
               format('%s is established on %s', coalesce((p.wanted).name_en, (p.wanted).name_vi), d.first_text)
        from unnest(p_parties) with ordinality as p (pointer, agency, wanted, ends, fresh, identifiers, place) cross join day d
        where p.fresh
        union all
        select 3, p.place, 'change', (p.agency).code, format('%s trở thành %s từ ngày %s%s', m.before, m.after, d.first_text, u.vi),
               format('%s becomes %s on %s%s', m.before, m.after, d.first_text, u.en)
        from unnest(p_parties) with ordinality as p (pointer, agency, wanted, ends, fresh, identifiers, place)
        cross join day d
        cross join lateral (select private.people_day(private.agency_until((p.agency).id, d.first) - 1) as last) as l
        cross join lateral (select coalesce(' đến hết ngày ' || l.last, '') as vi, coalesce(' until ' || l.last, '') as en) as u
        cross join lateral (values
            ((p.agency).name_vi::text, (p.wanted).name_vi::text), ((p.agency).name_en, (p.wanted).name_en),
            ((p.agency).kind, (p.wanted).kind),
            (private.agency_code((p.agency).parent_id), private.agency_code((p.wanted).parent_id))) as m (before, after)
        where not p.ends and not p.fresh and m.before is distinct from m.after
        union all
        select 4, c.place, 'move', c.code, format('%s chuyển về trực thuộc %s từ ngày %s', c.name_vi, c.parent, d.first_text),
               format('%s comes below %s on %s', c.name_vi, c.parent, d.first_text)
        from private.agency_children(p_given, p_parties) with ordinality as c (id, code, name_vi, parent, place) cross join day d
        union all
        select 5, row_number() over (order by i.scheme, i.value), 'close_identifier', (p.agency).code,
               format('Đóng mã định danh %s (%s) của %s từ ngày %s', i.value, i.scheme, (p.agency).code, d.first_text),
               format('Identifier %s (%s) of %s closes on %s', i.value, i.scheme, (p.agency).code, d.first_text)
        from unnest(p_parties) as p cross join day d
        join register.agency_identifiers i on i.agency_id = (p.agency).id and upper_inf(i.known) and i.validity @> d.first
        where private.identifier_closes(p_given, p, i)
        union all
        select 6, p.place * 100 + w.place, 'open_identifier', (p.wanted).code,
               format('Cấp mã định danh %s (%s) cho %s từ ngày %s', w.item ->> 'value', w.item ->> 'scheme', (p.wanted).code, s.first),
               format('%s gets identifier %s (%s) on %s', (p.wanted).code, w.item ->> 'value', w.item ->> 'scheme', s.first)
        from unnest(p_parties) with ordinality as p (pointer, agency, wanted, ends, fresh, identifiers, place) cross join day d
        cross join lateral jsonb_array_elements(p.identifiers) with ordinality as w (item, place)
        cross join lateral (select private.people_day(coalesce((w.item ->> 'valid_from')::date, d.first)) as first) as s
    )
    select coalesce(json_agg(json_build_object('action', t.action, 'agency', t.agency, 'text_vi', t.text_vi, 'text_en', t.text_en)
                             order by t.chapter, t.place), '[]')
    from told t;
$$;
comment on function private.agency_plan_changes(jsonb, private.agency_party[]) is
    'Items {"action","agency","text_vi","text_en"}; action: end, open, change, move, close_identifier, open_identifier.';
