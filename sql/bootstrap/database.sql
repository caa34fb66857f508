-- database.sql - what only the superuser sets in the database: who may connect, extensions, the schemas and their owner. Safe to repeat.

select format('revoke all on database %I from public', current_database()) \gexec
select format('grant connect on database %I to steer_api', current_database()) \gexec
revoke all on schema public from public;

-- In a schema of their own: functions of the register name it, nobody's search_path finds it.
create schema if not exists extensions;
comment on schema extensions is 'Extensions of PostgreSQL the register uses.';
create extension if not exists unaccent with schema extensions;
create extension if not exists btree_gist with schema extensions;
create extension if not exists pgcrypto with schema extensions;
grant usage on schema extensions to steer_owner;

create schema if not exists register authorization steer_owner;
comment on schema register is 'The tables. Reached only through the functions of schema api.';
create schema if not exists private authorization steer_owner;
comment on schema private is 'Helpers of the operations, and what the daemon calls around them.';
create schema if not exists api authorization steer_owner;
comment on schema api is 'One function for each operation of the API.';

-- No moment between a function's making and sql/grants.sql in which everybody may call it.
alter default privileges for role steer_owner revoke execute on functions from public;
