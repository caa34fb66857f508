-- decision_id.sql - which decision is meant: an id, or number and symbol of its document when only one is bound to it.
create or replace function private.decision_id(p_reference text) returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_ids uuid[];
begin
    if private.is_uuid(p_reference) then
        return (select d.id from register.decisions d where d.id = p_reference::uuid);
    end if;
    select array_agg(d.id) into v_ids
    from register.decisions d join register.documents o on o.id = d.document_id
    where o.code = p_reference and d.part_of_id is null
      and not exists (select from register.decisions c where c.corrects_id = d.id and c.document_id = d.document_id);
    if cardinality(v_ids) > 1 then
        perform private.refuse_faults(private.fault('', 'not-unique', p_reference));
    end if;
    return v_ids[1];
end
$$;
comment on function private.decision_id(text) is
    'Null when there is none; 422 when several have that number. By number, of a decision and its correction under the same number, the correction is meant.';
