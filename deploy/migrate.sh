#!/usr/bin/env bash
# migrate.sh SERVER PASSWORD_FILE - brings the register of a server up to this release: database, roles, schema, functions, grants, and the daemon's password.
#
# SERVER is libpq's connection string of the superuser, without a database name. Safe to repeat at any
# time; the daemon may go on running. The database is called `steer`, or what STEERD_DATABASE_NAME says.
# STEERD_SAMPLE=1 loads the sample of sql/sample/ as well.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
fail() { printf 'migrate: %s\n' "$*" >&2; exit 1; }

[ $# -eq 2 ] || fail "usage: migrate.sh SERVER PASSWORD_FILE"
server=$1 password_file=$2
name=${STEERD_DATABASE_NAME:-steer}
[[ $name =~ ^[a-z][a-z0-9_]{0,62}$ ]] || fail "not a name for a database: $name"
password=$(cat "$password_file")
[ -n "$password" ] || fail "$password_file is empty"
owner="$server dbname=$name"

run_sql() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"; }

if [ "$(run_sql --command="select count(*) from pg_database where datname = '$name'" "$server dbname=postgres")" = 0 ]; then
    run_sql --command="create database $name template template0 encoding 'UTF8' locale 'C.UTF-8'" "$server dbname=postgres"
fi
"$root/sql/deploy.sh" "$owner"
[ "${STEERD_SAMPLE:-}" != 1 ] || "$root/sql/sample/load.sh" "$owner"

# Through a variable, so that no process list and no log of the server shows it.
STEER_API_PASSWORD=$password run_sql "$owner" <<'SQL'
\set password `printf %s "$STEER_API_PASSWORD"`
set password_encryption = 'scram-sha-256';
set log_statement = 'none';
set log_min_error_statement = 'panic';
alter role steer_api password :'password';
SQL
