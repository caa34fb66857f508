-- inspection_whole_json.sql - an inspection with its team, findings and recommendations.
create or replace function private.inspection_whole_json(p_inspection register.inspections) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select (left(private.inspection_json(p_inspection)::text, -1) || ',' || ltrim(json_build_object(
        'members', (select coalesce(json_agg(private.inspection_holder(m) order by m.place), '[]')
                    from register.inspection_members m where m.inspection_id = p_inspection.id),
        'findings', (select coalesce(json_agg(private.finding_json(f) order by f.number), '[]')
                     from register.inspection_findings f where f.inspection_id = p_inspection.id),
        'recommendations', (select coalesce(json_agg(private.recommendation_json(r) order by r.number), '[]')
                            from register.inspection_recommendations r where r.inspection_id = p_inspection.id))::text, '{'))::json;
$$;
comment on function private.inspection_whole_json(register.inspections) is 'Schema InspectionWhole: schema Inspection and its parts, as far as the caller sees them.';
