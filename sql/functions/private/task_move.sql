-- task_move.sql - moves a task by one action of the life cycle, and says in task_events who, when and why.
create or replace function private.task_move(
    p_task register.tasks, p_action text, p_body jsonb, p_pointer text default '') returns register.tasks
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_move register.transitions;
    v_document constant uuid := private.document_id(coalesce(p_body #>> '{product,document}', p_body ->> 'document'));
    v_to_agency constant uuid := private.agency_id(p_body ->> 'to_agency');
    v_occurred_on constant date := coalesce(private.day(p_body ->> 'occurred_on'), private.today());
    v_floor constant date := private.move_floor(p_task, p_action);
    v_faults jsonb;
    v_report jsonb := '[]';
    v_unclear jsonb := '[]';
    v_task register.tasks;
begin
    select m.* into v_move
    from register.transitions m where m.action = p_action and m.from_state = p_task.state and m.by_hand;
    if v_move.action is null then
        perform private.refuse(409, 'illegal-transition',
                               private.fault(p_pointer || '/action', 'illegal-transition', p_task.state, p_action));
    end if;

    if p_action = 'verify' then
        perform private.verifier_check(p_task, p_pointer);
    end if;
    v_faults := private.reference_faults(p_pointer || '/document', p_body ->> 'document', private.document_id(p_body ->> 'document'))
        || private.reference_faults(p_pointer || '/to_agency', p_body ->> 'to_agency', v_to_agency)
        || private.unblock_faults(p_pointer || '/action', p_action, p_task.id)
        || coalesce((
        select jsonb_agg(private.fault(p_pointer || '/' || n.need, 'required') -> 0 order by n.place)
        from unnest(v_move.needs) with ordinality as n (need, place)
        where n.need not in ('clear', 'product', 'evidence') and coalesce(btrim(p_body ->> n.need), '') = ''), '[]');
    if v_to_agency is not null and p_action <> 'transfer' then
        v_faults := v_faults || private.fault(p_pointer || '/to_agency', 'not-allowed');
    elsif v_to_agency = p_task.lead_agency_id then
        v_faults := v_faults || private.fault(p_pointer || '/to_agency', 'duplicate', p_body ->> 'to_agency');
    elsif v_to_agency is not null then
        v_faults := v_faults || private.agency_faults(p_pointer || '/to_agency', v_to_agency);
    end if;
    if v_occurred_on > private.today() then
        v_faults := v_faults || private.fault(p_pointer || '/occurred_on', 'too-large', private.today()::text);
    elsif v_occurred_on < v_floor then
        v_faults := v_faults || private.fault(p_pointer || '/occurred_on', 'too-small', v_floor::text);
    end if;
    if 'product' = any (v_move.needs) then
        v_report := private.report_faults(p_body -> 'product', p_body -> 'evidence', p_pointer);
    else
        v_faults := v_faults || coalesce((
            select jsonb_agg(private.fault(p_pointer || '/' || m.name, 'not-allowed') -> 0)
            from unnest('{product,evidence}'::text[]) as m (name) where nullif(p_body -> m.name, 'null') <> '[]'), '[]');
    end if;
    if 'clear' = any (v_move.needs) then
        v_faults := v_faults || private.agency_faults(p_pointer || '/lead_agency', p_task.lead_agency_id);
        v_unclear := private.task_faults(p_task, p_pointer);
    end if;
    perform private.refuse_faults(v_faults || v_report || v_unclear,
        case when v_unclear <> '[]' then 'task-not-clear' when v_report <> '[]' then 'report-refused' else 'invalid-input' end);

    update register.tasks t
    set state = v_move.to_state,
        assigned_on = case when p_action in ('assign', 'transfer') then v_occurred_on else t.assigned_on end,
        original_due_on = case p_action when 'assign' then t.due_on else t.original_due_on end,
        original_lead_agency_id = case p_action when 'assign' then t.lead_agency_id else t.original_lead_agency_id end,
        -- The one before stays on record in task_events and as original lead; it no longer joins either.
        lead_agency_id = case p_action when 'transfer' then v_to_agency else t.lead_agency_id end,
        co_agency_ids = case p_action when 'transfer' then array_remove(t.co_agency_ids, v_to_agency) else t.co_agency_ids end,
        reported_on = case p_action when 'report' then v_occurred_on else t.reported_on end,
        verified_on = case p_action when 'verify' then v_occurred_on when 'reopen' then null else t.verified_on end,
        version = t.version + 1, updated_at = transaction_timestamp()
    where t.id = p_task.id
    returning t.* into v_task;
    insert into register.task_events (
        task_id, version, action, from_state, to_state, reason, document_id, from_agency_id, to_agency_id,
        occurred_on, client, product, evidence)
    values (
        v_task.id, v_task.version, p_action, p_task.state, v_task.state, p_body ->> 'reason', v_document,
        case p_action when 'transfer' then p_task.lead_agency_id end, v_to_agency,
        v_occurred_on, private.current_client(), nullif(p_body -> 'product', 'null'), nullif(p_body -> 'evidence', 'null'));
    return private.task_settled(v_task);
end
$$;
comment on function private.task_move(register.tasks, text, jsonb, text) is
    'The task is locked by the caller. Raises 409 illegal-transition for what register.transitions does not have, 422 with a fault for each thing the action needs and the body or the task lacks, 403 self-verification.';
