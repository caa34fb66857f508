-- urging_ladder_faults.sql - everything that is wrong with a new urging ladder.
create or replace function private.urging_ladder_faults(p_rungs jsonb) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with recursive rungs as (
        select r.place - 1 as index, '/rungs/' || r.place - 1 as pointer, r.rung ->> 'code' as code, r.rung ->> 'after_rung' as after_rung,
               (r.rung ->> 'workdays')::integer as workdays, r.rung ->> 'audience' as audience, r.rung
        from jsonb_array_elements(p_rungs) with ordinality as r (rung, place)
    ), walks as (
        select r.code as start, r.after_rung as at from rungs r where r.after_rung is not null
        union
        select w.start, r.after_rung from walks w join rungs r on r.code = w.at where r.after_rung is not null
    ), faults as (
        select -1::bigint as index, 0 as step, private.fault('/rungs', 'too-long', '20') as fault where jsonb_array_length(p_rungs) > 20
        union all
        select r.index, 1, private.fault(r.pointer || '/code', 'duplicate', min(o.index)::text)
        from rungs r join rungs o on o.code = r.code and o.index <> r.index
        group by r.index, r.pointer
        union all
        select r.index, 2, private.fault(r.pointer || '/after_rung', 'not-found', r.after_rung)
        from rungs r where r.after_rung is not null and not exists (select from rungs o where o.code = r.after_rung)
        union all
        select distinct r.index, 2, private.fault(r.pointer || '/after_rung', 'circular')
        from rungs r join walks w on w.start = r.code and w.at = r.code where r.after_rung is not null
        union all
        select r.index, 3, private.fault(r.pointer || '/workdays', 'order', format('%s (%s)', max(o.workdays), r.after_rung))
        from rungs r join rungs o on o.code = r.after_rung and o.workdays >= r.workdays and o.index <> r.index
        group by r.index, r.pointer, r.after_rung
        union all
        select r.index, 3, private.fault(r.pointer || '/workdays', case when r.workdays < 0 then 'too-small' else 'too-large' end,
                                         (250 * sign(r.workdays))::text)
        from rungs r where abs(r.workdays) > 250
        union all
        select r.index, 4, private.fault(r.pointer || '/audience', 'not-in-list',
                                         'officer, agency_head, committee_office, standing_deputy, committee_agenda, inspection')
        from rungs r where private.urging_audience(r.audience, 'vi') is null
        union all
        select r.index, 5, private.fault(r.pointer || '/' || t.name, 'required')
        from rungs r cross join (values ('text_vi'), ('text_en')) as t (name)
        where coalesce(btrim(r.rung ->> t.name), '') = ''
    )
    select coalesce(jsonb_agg(e.fault order by f.index, f.step), '[]')
    from faults f cross join jsonb_array_elements(f.fault) as e (fault);
$$;
comment on function private.urging_ladder_faults(jsonb) is
    'Too many rungs; codes that stand there twice; an after_rung that is not there or leads back; days that do not grow along the chain; nobody to be urged; no words.';
