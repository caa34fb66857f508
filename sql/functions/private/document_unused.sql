-- document_unused.sql - a document is one decision.
create or replace function private.document_unused(p_document register.documents, p_plan register.restructure_plans, p_body jsonb) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_used register.decisions;
begin
    -- The correction of a slip of the register has the same document as what it corrects.
    select d.* into v_used
    from register.decisions d
    where d.document_id = p_document.id and d.kind <> 'agency_change'
      and (d.committee_id <> p_plan.committee_id or p_plan.corrects_id is null
           or p_document.id is distinct from (select c.document_id from register.decisions c where c.id = p_plan.corrects_id))
    limit 1;
    if v_used.id is not null then
        perform private.refuse(409, 'decision-number-used', private.fault(
            case when p_body ->> 'document' is null then '/decision/number' else '/document' end, 'already-exists', p_document.code),
            jsonb_build_object('decision', v_used.id));
    end if;
end
$$;
comment on function private.document_unused(register.documents, register.restructure_plans, jsonb) is 'Raises 409 decision-number-used. Nobody else learns meanwhile.';
