-- without_secret.sql - an answer as it may be kept.
create or replace function private.without_secret(p_operation text, p_body json) returns json
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
    v_hidden constant json := case
        when p_operation in ('client_create', 'client_rotate') then '{"secret":null}'
        when p_operation in ('person_create', 'person_patch') then '{"email":null,"phone":null,"note":null,"contact_masked":true}'
        end;
begin
    if v_hidden is null then
        return p_body;
    end if;
    return (select json_object_agg(m.key, coalesce(v_hidden -> m.key, m.value))
            from json_each(p_body) as m);
end
$$;
comment on function private.without_secret(text, json) is
    'A secret is shown once and kept nowhere, a contact is kept with the person alone: the repeat of the request shows null in their place.';
