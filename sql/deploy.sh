#!/usr/bin/env bash
# deploy.sh CONNINFO - brings a database to this release: roles and extensions, schema changes, functions, grants. Safe to repeat.
#
# CONNINFO is libpq's connection string of a superuser, with the database. The daemon may go on
# running: functions and grants are exchanged in one transaction. Says nothing when all is well.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
fail() { printf 'deploy: %s\n' "$*" >&2; exit 1; }

[ $# -eq 1 ] || fail "usage: deploy.sh CONNINFO"
conninfo=$1
export PGOPTIONS="-c client_min_messages=warning"

# psql ARGUMENTS…: one transaction.
run_sql() {
    psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --single-transaction \
        "$@" --dbname="$conninfo" >/dev/null
}

# sqitch knows no connection strings: it gets the same place through libpq's variables. A password in
# the string would be lost on the way, so it must come from PGPASSWORD or a password file.
export_place() {
    local place
    [[ ! $conninfo =~ password ]] || fail "give the password in PGPASSWORD or a password file, not in the connection string"
    place=$(psql --no-psqlrc --quiet --dbname="$conninfo" --command='\echo :HOST' --command='\echo :PORT' \
        --command='\echo :USER' --command='\echo :DBNAME')
    { read -r PGHOST; read -r PGPORT; read -r PGUSER; read -r PGDATABASE; } <<<"$place"
    export PGHOST PGPORT PGUSER PGDATABASE
}

# The planner's name is what sqitch writes beside each change; nobody's own configuration is read.
change_schema() {
    (
        cd "$here/migrations"
        export_place
        export SQITCH_USER_CONFIG=/dev/null SQITCH_SYSTEM_CONFIG=/dev/null
        export SQITCH_FULLNAME=steerd SQITCH_EMAIL=steerd@localhost
        sqitch --quiet deploy --target db:pg:
    )
}

# All in one transaction: the helpers, the operations, triggers, grants. What a file of an earlier
# release made and none makes now is dropped by functions/forget.sql.
load_functions() {
    local files=(--file="$here/functions/begin.sql")
    local file
    for file in "$here"/functions/private/*.sql "$here"/functions/api/*.sql; do
        files+=(--file="$file")
    done
    run_sql "${files[@]}" --file="$here/functions/end.sql" --file="$here/grants.sql"
}

run_sql --file="$here/bootstrap/roles.sql" --file="$here/bootstrap/database.sql"
change_schema
load_functions
