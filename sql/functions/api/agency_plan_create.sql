-- agency_plan_create.sql - POST /v1/agency-change-plans
create or replace function api.agency_plan_create(p_object text, p_options jsonb, p_body jsonb) returns api.answer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_parties private.agency_party[];
    v_lines private.handover_line[];
    v_faults jsonb := private.agency_plan_faults(p_body);
    v_plan register.agency_change_plans;
begin
    v_parties := private.agency_plan_parties(p_body);
    v_lines := array(select l from private.handover_lines(p_body, v_parties) as l);
    perform private.refuse_faults(v_faults || private.agency_plan_identifier_faults(p_body, v_parties)
                                  || private.handover_faults(p_body, v_lines));
    insert into register.agency_change_plans as p (kind, effective_on, given, base, changes, listed, checks, created_by)
    values (p_body ->> 'kind', (p_body ->> 'effective_on')::date, p_body, private.agency_plan_base(v_parties),
            private.agency_plan_changes(p_body, v_parties), private.handover_listed(v_lines),
            private.agency_party_checks(p_body, v_parties) || private.handover_checks(p_body, v_parties, v_lines),
            private.current_client())
    returning p.* into v_plan;
    return private.answer(201, private.agency_plan_json(v_plan), v_plan.version, '/v1/agency-change-plans/' || v_plan.id);
end
$$;
comment on function api.agency_plan_create(text, jsonb, jsonb) is
    'Body kind, effective_on, agencies, into, identifiers_close, handover, note: what a decision would do to agencies, who would take over what, and what stands against it. Nothing but the plan is written.';
