-- finding_json.sql - a finding of an inspection as the API shows it.
create or replace function private.finding_json(p_finding register.inspection_findings) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select json_build_object(
        'number', p_finding.number,
        'agency', private.agency_code(p_finding.agency_id),
        'task', (select t.code from register.tasks t where t.id = p_finding.task_id),
        'kind', p_finding.kind,
        'text', p_finding.text,
        'evidence', p_finding.evidence,
        'created_at', p_finding.created_at);
$$;
comment on function private.finding_json(register.inspection_findings) is 'Schema Finding of the API.';
