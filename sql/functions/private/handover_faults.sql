-- handover_faults.sql - what a plan's handover names that is not there.
create or replace function private.handover_faults(p_given jsonb, p_lines private.handover_line[]) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with wishes as (
        select k.key as kinds, w.key as object, w.value #>> '{}' as successor, format('/handover/%s/%s', k.key, w.key) as pointer
        from jsonb_each(coalesce(nullif(p_given -> 'handover', 'null'), '{}')) as k
        cross join lateral jsonb_each(coalesce(nullif(k.value, 'null'), '{}')) as w
    ), faults as (
        select w.pointer, private.fault(w.pointer, 'not-found', w.object) as fault
        from wishes w
        where w.object <> 'default' and not exists (
            select from unnest(p_lines) as l
            where ((l.holding).object_kind || 's') = w.kinds and w.object in ((l.holding).object_code, (l.holding).object_id::text))
        union all
        select w.pointer, private.fault(w.pointer, 'not-found', w.successor)
        from wishes w
        where w.successor is not null and private.agency_id(w.successor) is null
          and not coalesce(p_given -> 'into' @> jsonb_build_array(jsonb_build_object('code', w.successor)), false)
        union all
        select w.pointer, private.fault(w.pointer, 'required')
        from wishes w where w.successor is null and w.kinds = 'tasks'
    )
    select coalesce(jsonb_agg(f.fault -> 0 order by f.pointer), '[]') from faults f;
$$;
comment on function private.handover_faults(jsonb, private.handover_line[]) is
    'Every object named is to be handed over, every successor is an agency of the register or of the plan, and a task goes to somebody.';
