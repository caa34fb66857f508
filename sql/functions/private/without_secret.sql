-- without_secret.sql - an answer as it may be kept.
create or replace function private.without_secret(p_operation text, p_body json) returns json
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
    if p_operation not in ('client_create', 'client_rotate') then
        return p_body;
    end if;
    return (select json_object_agg(m.key, case m.key when 'secret' then 'null' else m.value end)
            from json_each(p_body) as m);
end
$$;
comment on function private.without_secret(text, json) is
    'A secret is shown once and kept nowhere: the repeat of the request shows null in its place.';
