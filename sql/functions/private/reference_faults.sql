-- reference_faults.sql - what is wrong with a reference that named nothing.
create or replace function private.reference_faults(p_pointer text, p_reference text, p_id uuid) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if p_reference is null or p_id is not null then
        return '[]';
    elsif exists (select from register.documents d where d.code = p_reference) then
        return private.fault(p_pointer, 'not-unique', p_reference);
    end if;
    return private.fault(p_pointer, 'not-found', p_reference);
end
$$;
comment on function private.reference_faults(text, text, uuid) is
    'Pointer, reference as written, the id it led to. None when nothing was named or something was found; not-unique for a number several documents bear.';
