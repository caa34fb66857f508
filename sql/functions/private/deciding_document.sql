-- deciding_document.sql - the document a plan is applied with: one that is registered, or the one described.
create or replace function private.deciding_document(p_body jsonb, p_issuer uuid, p_subject text) returns private.document_draft
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_said constant jsonb := nullif(p_body -> 'decision', 'null');
    v_issuer constant uuid := case when v_said ->> 'issuer' is null then p_issuer else private.agency_id(v_said ->> 'issuer') end;
    v_family constant text := case when (select a.kind from register.agencies a where a.id = v_issuer)
                                        in ('party_committee', 'party_body') then 'party' else 'state' end;
    v_draft private.document_draft;
    v_found register.documents;
begin
    if num_nonnulls(v_said, p_body ->> 'document') <> 1 then
        v_draft.faults := case when v_said is null then private.fault('/decision', 'required')
                               else private.fault('/document', 'either-or', 'decision', 'document') end;
        return v_draft;
    elsif v_said is null then
        select d.* into v_found from register.documents d where d.id = private.document_id(p_body ->> 'document');
        v_draft.document := v_found;
        v_draft.faults := private.reference_faults('/document', p_body ->> 'document', (v_draft.document).id);
        return v_draft;
    end if;
    v_draft := private.document_input(jsonb_strip_nulls(jsonb_build_object(
        'code', v_said ->> 'number', 'family', v_family, 'type', 'Quyết định', 'issuer', private.agency_code(v_issuer),
        'issued_on', v_said ->> 'signed_on', 'signer', v_said ->> 'signer', 'signer_title', v_said ->> 'signer_title',
        'subject', coalesce(v_said ->> 'subject', p_subject))), null);
    -- Faults of the document, where this body says the same.
    select coalesce(jsonb_agg(f.fault || jsonb_build_object('pointer', '/decision' || case f.fault ->> 'pointer'
               when '/code' then '/number' when '/issued_on' then '/signed_on' else f.fault ->> 'pointer' end)), '[]')
    into v_draft.faults
    from jsonb_array_elements(v_draft.faults) as f (fault)
    where f.fault ->> 'code' <> 'required';
    v_draft.faults := v_draft.faults || private.reference_faults('/decision/issuer', v_said ->> 'issuer', v_issuer);
    if v_draft.faults = '[]' then
        select d.* into v_found
        from register.documents d
        where d.issuer_id = v_issuer and d.code = (v_draft.document).code and d.issued_on = (v_draft.document).issued_on;
        if v_found.id is not null then
            v_draft.document := v_found;
        end if;
    end if;
    return v_draft;
end
$$;
comment on function private.deciding_document(jsonb, uuid, text) is
    'Body: decision (number, signed_on, signer, signer_title, issuer, subject) or document, one of both. issuer, subject: where the body says none. A document without id is still to be kept by private.document_keep.';
