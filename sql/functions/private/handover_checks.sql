-- handover_checks.sql - whether everything an ending agency holds goes to somebody who is there.
create or replace function private.handover_checks(p_given jsonb, p_parties private.agency_party[], p_lines private.handover_line[])
    returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_agg(c.found -> 0 order by l.place), '[]')
    from unnest(p_lines) with ordinality as l (holding, to_code, stays, pointer, place)
    cross join lateral (
        select case
            when l.to_code is null and not l.stays and (l.holding).object_kind = 'task'
            then private.check('error', 'handover-undecided', l.pointer, (l.holding).object_code,
                               private.agency_code((l.holding).from_agency_id))
            when l.to_code is null and not l.stays
            then private.check('warning', 'handover-open', l.pointer, (l.holding).object_code,
                               private.agency_code((l.holding).from_agency_id))
            when l.to_code is not null
                 and exists (select from unnest(p_parties) as p where p.ends and (p.agency).code = l.to_code)
                 or not private.agency_in_force(private.agency_id(l.to_code), (p_given ->> 'effective_on')::date)
            then private.check('error', 'successor-not-in-force', l.pointer, l.to_code,
                                      private.people_day((p_given ->> 'effective_on')::date))
        end as found) as c
    where c.found is not null;
$$;
comment on function private.handover_checks(jsonb, private.agency_party[], private.handover_line[]) is
    'A task nobody takes over is an error; of a post, a seat or a client it is a warning.';
