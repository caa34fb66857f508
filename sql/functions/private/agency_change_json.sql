-- agency_change_json.sql - an agency change as the API shows it.
create or replace function private.agency_change_json(p_change register.agency_changes) returns json
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_document register.documents;
begin
    select d.* into v_document from register.documents d where d.id = p_change.document_id;
    return json_build_object(
        'id', p_change.id,
        'kind', p_change.kind,
        'effective_on', p_change.effective_on,
        -- Names of the day before for those it is about, of the day itself for those it made.
        'agencies', (select json_agg(private.agency_code(a.id) order by a.place)
                     from unnest(p_change.agency_ids) with ordinality as a (id, place)),
        'agency_names', (select json_agg(private.agency_name(a.id, p_change.effective_on - 1) order by a.place)
                         from unnest(p_change.agency_ids) with ordinality as a (id, place)),
        'into', (select coalesce(json_agg(private.agency_code(a.id) order by a.place), '[]')
                 from unnest(p_change.into_ids) with ordinality as a (id, place)),
        'into_names', (select coalesce(json_agg(private.agency_name(a.id, p_change.effective_on) order by a.place), '[]')
                       from unnest(p_change.into_ids) with ordinality as a (id, place)),
        'document', v_document.id,
        'document_code', v_document.code,
        'document_issued_on', v_document.issued_on,
        'note', p_change.note,
        'state', case when p_change.carried_out_at is null then 'scheduled' else 'carried_out' end,
        'awaiting', private.handovers_awaiting(p_change.id),
        'client', p_change.client,
        'known_at', p_change.known_at,
        'carried_out_at', p_change.carried_out_at);
end
$$;
comment on function private.agency_change_json(register.agency_changes) is 'Schema AgencyChange of the API.';
