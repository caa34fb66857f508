-- task_round_json.sql - a report of completion as the API shows it.
create or replace function private.task_round_json(p_round record) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_report constant register.task_events := p_round.report;
    v_next constant register.task_events := p_round.next;
    -- A report that was verified and reopened was returned after all.
    v_back constant register.task_events := case when v_next.action = 'return' then v_next else p_round.after end;
begin
    return json_build_object(
        'number', p_round.number,
        'result', case when (p_round.after).action is not null then 'reopened'
                        else coalesce(case v_next.action when 'verify' then 'verified' when 'return' then 'returned'
                                                         when 'report' then 'replaced' when 'cancel' then 'cancelled' end, 'waiting') end,
        'reported_on', v_report.occurred_on,
        'reported_by', v_report.client,
        'agency', private.agency_code(p_round.agency_id),
        'recorded_at', v_report.recorded_at,
        'summary', p_round.summary,
        'product', v_report.product || case when v_report.product ? 'document' then jsonb_build_object(
            'document', (select d.code from register.documents d where d.id = v_report.document_id)) else '{}' end,
        'evidence', coalesce(v_report.evidence, '[]'),
        'days_late', case when p_round.due_on is not null then greatest(v_report.occurred_on - p_round.due_on, 0) end,
        'verified_on', case when v_next.action = 'verify' then v_next.occurred_on end,
        'verified_by', case when v_next.action = 'verify' then v_next.client end,
        'returned_on', v_back.occurred_on,
        'returned_by', v_back.client,
        'reason', v_back.reason,
        'decision_document', (select d.code from register.documents d where d.id = coalesce(v_back.document_id, v_next.document_id)),
        'returned_before', p_round.returned);
end
$$;
comment on function private.task_round_json(record) is
    'Schema TaskReport of the API. days_late: days after the deadline as it stands on which it was reported, null without a deadline, whenever it was verified.';
