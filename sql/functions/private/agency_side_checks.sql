-- agency_side_checks.sql - whom else a change of agencies concerns.
create or replace function private.agency_side_checks(p_given jsonb, p_ending uuid[], p_from date) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce((
            select jsonb_agg(private.check('warning', 'children-stay', '/agencies', b.children::text, b.code) -> 0 order by b.code)
            from (select private.agency_code(v.parent_id) as code, count(*) as children
                  from register.agency_versions v
                  where v.parent_id = any (p_ending) and v.agency_id <> all (p_ending) and upper_inf(v.known) and v.valid @> p_from
                  group by v.parent_id) as b
            where p_given ->> 'kind' <> 'merge'), '[]')
        || coalesce((
            select jsonb_agg(private.check('warning', 'committee-concerned', '/agencies', private.agency_code(e.id), c.code) -> 0 order by c.code)
            from register.committee_versions v
            join register.committees c on c.id = v.committee_id
            join unnest(p_ending) as e (id) on e.id in (v.standing_agency_id, v.issuer_id)
            where upper_inf(v.known) and v.valid @> p_from and v.state in ('draft', 'active')), '[]');
$$;
comment on function private.agency_side_checks(jsonb, uuid[], date) is
    'Agencies below one that ends, which only a merger moves by itself; committees it stands for or issued.';
