-- decision_json.sql - a decision as the API shows it.
create or replace function private.decision_json(p_decision register.decisions, p_known timestamptz) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select json_build_object(
            'id', p_decision.id,
            'committee', c.code,
            'kind', p_decision.kind,
            'document', o.id,
            'document_code', o.code,
            'document_type', o.type,
            'issuer', private.agency_code(o.issuer_id),
            'issuer_name', coalesce(o.issuer_name, private.agency_name(o.issuer_id, (o.issued_on, p_known)::private.moment)),
            'signed_on', o.issued_on,
            'signer', o.signer,
            'signer_title', o.signer_title,
            'subject', o.subject,
            'note', p_decision.note,
            'effective_on', p_decision.effective_on,
            'known_at', p_decision.known_at,
            'orders_seats', p_decision.seats is not null,
            'orders_attributes', p_decision.attributes is not null,
            'corrects', p_decision.corrects_id,
            'corrected_by', (select x.id from register.decisions x where x.corrects_id = p_decision.id and x.known_at <= p_known),
            'part_of', p_decision.part_of_id,
            'plan', p_decision.plan_id,
            'client', p_decision.client,
            'created_at', p_decision.created_at)
        from register.committees c
        left join register.documents o on o.id = p_decision.document_id
        where c.id = p_decision.committee_id);
end
$$;
comment on function private.decision_json(register.decisions, timestamptz) is 'Schema Decision of the API; corrected_by as known at that instant.';
