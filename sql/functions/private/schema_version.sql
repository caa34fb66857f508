-- schema_version.sql - what the daemon compares with the version it was built for.
create or replace function private.schema_version() returns integer
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select 1;
$$;
comment on function private.schema_version() is
    'Goes up when a daemon of an earlier version could no longer work with the functions of schema api, or a newer one not yet: STATEMENT_SCHEMA_VERSION in server/db/statements.h.';
