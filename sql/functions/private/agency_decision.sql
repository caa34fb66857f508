-- agency_decision.sql - the document that decides an agency change.
create or replace function private.agency_decision(
    p_body jsonb, p_plan register.agency_change_plans, p_parties private.agency_party[]) returns uuid
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    -- Who decides about an agency stands above it, unless the body says who it was.
    v_issuer constant uuid := (select (p.agency).parent_id from unnest(p_parties) as p
                               where (p.agency).id is not null order by p.ends desc limit 1);
    v_pointer constant text := case when p_body ->> 'document' is null then '/decision/issuer' else '/document' end;
    v_draft private.document_draft;
    v_faults jsonb;
begin
    v_draft := private.deciding_document(p_body, v_issuer, private.agency_subject(p_plan, p_parties));
    if p_body ->> 'document' is null and p_body #>> '{decision,issuer}' is null and v_issuer is null then
        v_draft.faults := v_draft.faults || private.fault('/decision/issuer', 'required');
    end if;
    perform private.refuse_faults(v_draft.faults);
    select coalesce(jsonb_agg(distinct f.fault), '[]') into v_faults
    from unnest(p_parties) as p
    cross join lateral jsonb_array_elements(private.issuer_faults(
        coalesce((p.agency).parent_id, (p.agency).id), v_draft.document, v_pointer)) as f (fault)
    where p.ends or private.agency_party_changes(p);
    perform private.refuse_faults(v_faults, 'issuer-too-low');
    return private.document_keep(v_draft.document);
end
$$;
comment on function private.agency_decision(jsonb, register.agency_change_plans, private.agency_party[]) is
    'Its id; one document may decide many changes. Of a Party body decides the one above it, or a higher one.';
