-- push_report_faults.sql - what a push that reports a task as done lacks.
create or replace function private.push_report_faults(
    p_task uuid, p_assigned_on date, p_product jsonb, p_evidence jsonb, p_on date) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_floor constant date := private.report_floor(p_task, p_assigned_on);
begin
    return private.report_faults(p_product, p_evidence)
        || case when p_on < v_floor then private.fault('/source/occurred_at', 'too-small', v_floor::text) else '[]' end;
end
$$;
comment on function private.push_report_faults(uuid, date, jsonb, jsonb, date) is
    'As private.report_faults, and its day: not before the assignment nor before the last return.';
