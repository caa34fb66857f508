-- document_input.sql - what a body says about a document, laid over what was there.
create or replace function private.document_input(p_body jsonb, p_old register.documents) returns private.document_draft
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_document register.documents;
    v_faults jsonb := '[]';
    v_body jsonb := p_body;
    v_type text;
begin
    if coalesce(p_body ->> 'secrecy', 'none') <> 'none' then
        perform private.refuse(422, 'state-secret', private.fault('/secrecy', 'not-allowed'));
    end if;
    -- The name beside the code of an issuer comes back from an export; it says nothing new.
    if p_body ->> 'issuer_name' = private.agency_name(
        coalesce(private.agency_id(p_body ->> 'issuer'), p_old.issuer_id),
        coalesce((p_body ->> 'issued_on')::date, p_old.issued_on)) then
        v_body := v_body - 'issuer_name';
    end if;
    v_document := jsonb_populate_record(p_old, v_body - array['issuer', 'type']);
    if p_body ? 'issuer' then
        v_document.issuer_id := private.agency_id(p_body ->> 'issuer');
        v_faults := v_faults || private.reference_faults('/issuer', p_body ->> 'issuer', v_document.issuer_id);
    end if;
    if v_document.issuer_id is not null and v_document.issuer_name is not null then
        v_faults := v_faults || private.fault('/issuer_name', 'either-or', 'issuer', 'issuer_name');
    elsif v_document.issuer_id is null and v_document.issuer_name is null and p_body ->> 'issuer' is null then
        v_faults := v_faults || private.fault('/issuer', 'required');
    end if;
    if v_document.code !~ '^[0-9]+[A-Za-z]?[/-].' then
        v_faults := v_faults || private.fault('/code', 'bad-format', '726/KH-UBND');
    end if;
    if p_body ? 'type' or p_body ? 'family' then
        -- Lists of the State say "Quyết định (cá biệt)"; people write "Quyết định".
        select t.name_vi into v_type
        from register.document_types t
        where t.family = v_document.family
          and coalesce(p_body ->> 'type', v_document.type) in (t.name_vi, regexp_replace(t.name_vi, ' \(.*\)$', ''))
        order by t.rank limit 1;
        if v_type is null then
            v_faults := v_faults || private.fault('/type', 'not-found', coalesce(p_body ->> 'type', v_document.type));
        end if;
        v_document.type := v_type;
    end if;
    if v_document.effective_on < v_document.issued_on then
        v_faults := v_faults || private.fault('/effective_on', 'order', v_document.issued_on::text);
    end if;
    return (v_document, v_faults);
end
$$;
comment on function private.document_input(jsonb, register.documents) is
    'Members not in the body stay. Refuses State secrets at once: nothing of them is looked at further.';
