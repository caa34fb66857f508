-- report_faults.sql - whether a report of completion names its product and something that shows it.
create or replace function private.report_faults(p_product jsonb, p_evidence jsonb, p_pointer text default '') returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_product constant jsonb := nullif(p_product, 'null');
    v_evidence constant jsonb := coalesce(nullif(p_evidence, 'null'), '[]');
begin
    return case when v_product is null then private.fault(p_pointer || '/product', 'required')
                when not private.names_document(v_product, '{document,document_number,title}')
                then private.fault(p_pointer || '/product', 'names-nothing')
                else private.reference_faults(p_pointer || '/product/document', v_product ->> 'document',
                                              private.document_id(v_product ->> 'document')) end
        || case when v_evidence = '[]' then private.fault(p_pointer || '/evidence', 'required') else coalesce((
            select jsonb_agg(private.fault(p_pointer || '/evidence/' || e.place - 1, 'names-nothing') -> 0 order by e.place)
            from jsonb_array_elements(v_evidence) with ordinality as e (entry, place)
            where not private.names_document(e.entry, '{document_number,title,url}')), '[]') end;
end
$$;
comment on function private.report_faults(jsonb, jsonb, text) is
    'A fault for each thing the report lacks: a product document by number, title or the code it is registered under, and at least one piece of evidence by number, title or address.';
