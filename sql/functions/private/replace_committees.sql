-- replace_committees.sql - what a decision means for the committee it replaces.
create or replace function private.replace_committees(p_plan register.restructure_plans, p_decision register.decisions) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_before register.decisions;
    v_part register.decisions;
    v_committee uuid;
begin
    -- The committee that is replaced, and one that a decision now corrected had replaced.
    for v_committee in
        select p_plan.replaces_id where p_plan.replaces_id is not null
        union
        select d.committee_id from register.decisions d where d.part_of_id = p_plan.corrects_id
    loop
        select d.* into v_before from register.decisions d where d.part_of_id = p_plan.corrects_id and d.committee_id = v_committee;
        v_part := null;
        v_part.committee_id := v_committee;
        v_part.document_id := p_decision.document_id;
        v_part.effective_on := p_decision.effective_on;
        v_part.corrects_id := v_before.id;
        v_part.part_of_id := p_decision.id;
        v_part.kind := 'correct';
        if v_committee = p_plan.replaces_id then
            v_part.kind := 'replaced';
            v_part.seats := '[]';
            v_part.attributes := (private.orderer(v_committee, 'attributes', p_decision.effective_on, v_before.id)).attributes
                || jsonb_build_object('state', 'replaced', 'replaced_by_id', p_decision.committee_id);
        end if;
        perform private.decide(v_part);
    end loop;
end
$$;
comment on function private.replace_committees(register.restructure_plans, register.decisions) is
    'A decision on each, part of this one: replaced, its list empty; or, where a correction no longer replaces it, nothing in place of what is corrected.';
