-- outbox_id.sql - which message is meant: its number or its id.
create or replace function private.outbox_id(p_reference text) returns uuid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if p_reference ~ '^[1-9][0-9]{0,17}$' then
        return (select o.id from register.outbox o where o.number = p_reference::bigint);
    elsif private.is_uuid(p_reference) then
        return (select o.id from register.outbox o where o.id = p_reference::uuid);
    end if;
    return null;
end
$$;
comment on function private.outbox_id(text) is 'The id behind a number or an id; null when there is none the caller may see.';
