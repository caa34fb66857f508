-- inspection_json.sql - an inspection as the API shows it in lists.
create or replace function private.inspection_json(p_inspection register.inspections) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select json_build_object(
        'id', p_inspection.id,
        'code', p_inspection.code,
        'title', p_inspection.title,
        'description', p_inspection.description,
        'state', p_inspection.state,
        'document', (select d.code from register.documents d where d.id = p_inspection.decision_document_id),
        'starts_on', p_inspection.starts_on,
        'ends_on', p_inspection.ends_on,
        'programme', (select p.code from register.programmes p where p.id = p_inspection.programme_id),
        'agencies', (select coalesce(json_agg(g.code order by g.code), '[]') from register.inspection_agencies a
                     join register.agencies g on g.id = a.agency_id where a.inspection_id = p_inspection.id),
        'tasks', (select coalesce(json_agg(t.code order by t.code), '[]') from register.inspection_tasks i
                  join register.tasks t on t.id = i.task_id where i.inspection_id = p_inspection.id),
        'head_name', (select private.inspection_holder(m) ->> 'name' from register.inspection_members m
                      where m.inspection_id = p_inspection.id and m.role = 'head'),
        'finding_count', (select count(*) from register.inspection_findings f where f.inspection_id = p_inspection.id),
        'recommendation_count', r.total,
        'open_count', r.open,
        'started_on', p_inspection.started_on,
        'conclusion', (select d.code from register.documents d where d.id = p_inspection.conclusion_document_id),
        'concluded_on', p_inspection.concluded_on,
        'closed_on', p_inspection.closed_on,
        'cancelled_on', p_inspection.cancelled_on,
        'cancellation', (select d.code from register.documents d where d.id = p_inspection.cancellation_document_id),
        'reason', p_inspection.reason,
        'version', p_inspection.version,
        'created_at', p_inspection.created_at,
        'updated_at', p_inspection.updated_at)
    from (select count(*) as total, count(*) filter (where r.task_id is null and r.withdrawn_on is null) as open
          from register.inspection_recommendations r where r.inspection_id = p_inspection.id) as r;
$$;
comment on function private.inspection_json(register.inspections) is
    'Schema Inspection of the API. Scope and counts are what the caller may see: an agency is told of itself alone.';
