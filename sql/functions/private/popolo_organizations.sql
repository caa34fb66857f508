-- popolo_organizations.sql - a committee and the agencies around it, in Popolo's words.
create or replace function private.popolo_organizations(
    p_committee uuid, p_memberships json, p_posts json, p_moment private.moment) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with committee as (
        select c.id, c.code, v.name_vi, v.name_en, v.parent_id, v.issuer_id, v.standing_agency_id,
               (select min(lower(a.valid)) from register.committee_versions a
                where a.committee_id = c.id and a.known @> p_moment.known_at and a.state = 'active') as founded,
               (select min(lower(a.valid)) from register.committee_versions a
                where a.committee_id = c.id and a.known @> p_moment.known_at and a.state in ('dissolved', 'replaced')
                  and upper_inf(a.valid)) as ended
        from register.committees c
        join register.committee_versions v on v.committee_id = c.id and private.holds(v.valid, v.known, p_moment)
        where c.id = p_committee or c.id = (
            select v.parent_id from register.committee_versions v
            where v.committee_id = p_committee and private.holds(v.valid, v.known, p_moment))
    ), agencies as (
        select (m.item ->> 'organization_id')::uuid as id from json_array_elements(p_memberships) as m (item)
        union select (m.item ->> 'on_behalf_of_id')::uuid from json_array_elements(p_memberships) as m (item)
        union select (m.item ->> 'organization_id')::uuid from json_array_elements(p_posts) as m (item)
        union select c.issuer_id from committee c where c.id = p_committee
        union select c.standing_agency_id from committee c where c.id = p_committee
    )
    select json_agg(json_build_object(
        'id', o.id, 'name', o.name, 'other_names', o.other_names, 'classification', o.classification, 'parent_id', o.parent_id,
        'founding_date', o.founded, 'dissolution_date', o.ended,
        'identifiers', json_build_array(json_build_object('scheme', 'steerd', 'identifier', o.code))) order by o.part, o.code)
    from (select 1 as part, c.id, c.code::text, c.name_vi as name,
                 case when c.name_en is not null then json_build_array(json_build_object('name', c.name_en, 'note', 'en')) end as other_names,
                 'committee' as classification,
                 case when c.id = p_committee then c.parent_id end as parent_id, c.founded, c.ended
          from committee c
          union all
          select 2, a.id, a.code::text, coalesce(private.agency_name(a.id, p_moment), a.name_vi), null, a.kind, null, null, null
          from register.agencies a where a.id in (select g.id from agencies g)) as o;
$$;
comment on function private.popolo_organizations(uuid, json, json, private.moment) is
    'Array of Popolo organizations: the committee, what it stands under, and every agency its memberships and posts name.';
