-- issuer_faults.sql - whether a body may change what a Party committee has set up.
create or replace function private.issuer_faults(p_owner uuid, p_document register.documents, p_pointer text) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    -- Party documents are changed by their issuer or by a body above it, nobody else.
    if (select a.kind from register.agencies a where a.id = p_owner) in ('party_committee', 'party_body') and not exists (
        with recursive above as (
            select a.id, a.parent_id from register.agencies a where a.id = p_owner
            union
            select a.id, a.parent_id from register.agencies a join above on a.id = above.parent_id)
        select from above where above.id = p_document.issuer_id) then
        return private.fault(p_pointer, 'issuer-too-low', (select a.name_vi from register.agencies a where a.id = p_owner));
    end if;
    return '[]';
end
$$;
comment on function private.issuer_faults(uuid, register.documents, text) is
    'owner: the issuer of the committee. An issuer that is no agency of the register cannot be shown to stand above it.';
