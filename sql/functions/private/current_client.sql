-- current_client.sql - the API client that makes this request.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.current_client() returns text
language sql stable
as $$
    select coalesce(current_setting('steer.client', true), '');
$$;
comment on function private.current_client() is 'Its code; empty for the public and for scripts of the deployment.';
