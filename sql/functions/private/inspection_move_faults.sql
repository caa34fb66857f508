-- inspection_move_faults.sql - what is lacking for an act in the life of an inspection.
create or replace function private.inspection_move_faults(
    p_inspection register.inspections, p_body jsonb, p_day date, p_document uuid) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_action constant text := p_body ->> 'action';
    v_after constant date := case v_action when 'close' then p_inspection.concluded_on else p_inspection.started_on end;
    v_reason constant text := nullif(btrim(p_body ->> 'reason'), '');
    v_faults jsonb := private.reference_faults('/document', p_body ->> 'document', p_document);
begin
    if p_body ->> 'document' is null and (
        v_action = 'conclude' or v_action = 'start' and p_inspection.decision_document_id is null) then
        v_faults := v_faults || private.fault('/document', 'required');
    elsif p_body ->> 'document' is not null and v_action = 'close' then
        v_faults := v_faults || private.fault('/document', 'not-allowed');
    end if;
    if v_action = 'cancel' and p_body ->> 'document' is null and v_reason is null then
        v_faults := v_faults || private.fault('/reason', 'required');
    elsif v_action <> 'cancel' and v_reason is not null then
        v_faults := v_faults || private.fault('/reason', 'not-allowed');
    end if;
    if p_day > private.today() then
        v_faults := v_faults || private.fault('/occurred_on', 'too-large', private.today()::text);
    elsif p_day < v_after then
        v_faults := v_faults || private.fault('/occurred_on', 'order', v_after::text);
    end if;
    if v_action = 'close' then
        v_faults := v_faults || (
            select coalesce(jsonb_agg(private.fault('/action', 'recommendation-open', r.code) -> 0 order by r.number), '[]')
            from register.inspection_recommendations r
            where r.inspection_id = p_inspection.id and r.task_id is null and r.withdrawn_on is null);
    end if;
    return v_faults;
end
$$;
comment on function private.inspection_move_faults(register.inspections, jsonb, date, uuid) is
    'It starts with a decision, is concluded by a document, is cancelled by a document or for a reason, and is closed when every recommendation has become a task or was withdrawn. The tasks need not be done: from then on they are followed as all others are.';
