-- status_update_json.sql - a status update as the API shows it.
create or replace function private.status_update_json(p_update register.status_updates) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return json_build_object(
        'id', p_update.id,
        'result', p_update.result,
        'source', json_build_object(
            'system', p_update.source_system,
            'event_id', p_update.event_id,
            'sequence', p_update.sequence,
            'occurred_at', p_update.occurred_at),
        'agency', private.agency_code(p_update.agency_id),
        'state', p_update.state,
        'progress_percent', p_update.progress_percent,
        'summary', p_update.summary,
        'expected_completion', p_update.expected_completion,
        'product', p_update.product,
        'evidence', p_update.evidence,
        'obstacles', p_update.obstacles,
        'received_at', p_update.received_at);
end
$$;
comment on function private.status_update_json(register.status_updates) is 'Schema StatusUpdate of the API.';
