-- committee_json.sql - a committee as the API shows it.
create or replace function private.committee_json(p_committee uuid, p_moment private.moment) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select json_build_object(
            'id', c.id,
            'code', c.code,
            'state', v.state,
            'name_vi', v.name_vi,
            'name_en', v.name_en,
            'theme', v.theme,
            'issuer', i.code,
            'issuer_name', private.agency_name(v.issuer_id, p_moment),
            'party', i.kind in ('party_committee', 'party_body'),
            'parent', pc.code,
            'parent_name', (private.committee_at(v.parent_id, p_moment)).name_vi,
            'standing_agency', private.agency_code(v.standing_agency_id),
            'standing_agency_name', private.agency_name(v.standing_agency_id, p_moment),
            'part_time', v.part_time,
            'seal_note', v.seal_note,
            'replaced_by', (select r.code from register.committees r where r.id = v.replaced_by_id),
            'head', l.head,
            'head_name', l.head_name,
            'seat_count', l.seats,
            'vacant_count', l.vacant,
            'teams', (select coalesce(array_agg(t.code::text order by t.code), '{}')
                      from register.committee_versions tv join register.committees t on t.id = tv.committee_id
                      where tv.parent_id = c.id and private.holds(tv.valid, tv.known, p_moment)),
            'decision', v.decision_id,
            'decision_document', (select private.decision_name(d) from register.decisions d where d.id = v.decision_id),
            'valid_from', lower(v.valid),
            'valid_to', upper(v.valid),
            'version', c.version,
            'created_at', c.created_at,
            'updated_at', c.updated_at,
            'as_of', private.as_of(p_moment))
        from register.committees c
        join register.committee_versions v on v.committee_id = c.id and private.holds(v.valid, v.known, p_moment)
        join register.agencies i on i.id = v.issuer_id
        left join register.committees pc on pc.id = v.parent_id
        cross join lateral private.seat_counts(c.id, p_moment) as l
        where c.id = p_committee);
end
$$;
comment on function private.committee_json(uuid, private.moment) is
    'Schema Committee of the API, as of the moment; null when the register did not know of it. valid_from and valid_to: of these attributes; decision: the one that ordered them.';
