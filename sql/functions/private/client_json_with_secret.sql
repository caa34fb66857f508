-- client_json_with_secret.sql - the one answer in which a secret is shown.
create or replace function private.client_json_with_secret(p_client register.api_clients, p_secret text) returns json
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select json_object_agg(m.key, m.value)
    from (select e.key, e.value from json_each(private.client_json(p_client)) as e
          union all
          select 'secret', coalesce(to_json(p_secret), 'null')) as m;
$$;
comment on function private.client_json_with_secret(register.api_clients, text) is
    'The client with member secret; null where it has none to show.';
