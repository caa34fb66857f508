#!/usr/bin/env bash
# run.sh [FILE…] - the pgTAP tests: a cluster of its own, the register deployed and sampled, pg_prove; leaves nothing behind.
#
# FILE: names below tests/sql without .sql; all of them when none is given.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cluster=$root/deploy/local/cluster.sh
directory=$(mktemp -d "${TMPDIR:-/tmp}/steerd-sql-XXXXXX")
chmod 0711 "$directory"

cleanup() {
    "$cluster" remove "$directory" >/dev/null
    rm -rf "$directory"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

# Nothing here need outlive a power cut. The plans are the daemon's: see sql/bootstrap/roles.sql.
"$cluster" init "$directory" "fsync = off" "plan_cache_mode = force_generic_plan" "random_page_cost = 1.1" "jit = off"
"$cluster" start "$directory"
PGHOST=$("$cluster" socket "$directory")
export PGHOST PGUSER=postgres PGDATABASE=register PGOPTIONS="-c client_min_messages=warning"
run_sql() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"; }

createdb register
deploy() { "$root/sql/deploy.sh" "dbname=$1" && "$root/sql/sample/load.sh" "dbname=$1"; }
deploy register

# What was deployed can be taken back and deployed again, and a second time over itself.
(
    cd "$root/sql/migrations"
    export SQITCH_USER_CONFIG=/dev/null SQITCH_SYSTEM_CONFIG=/dev/null SQITCH_FULLNAME=steerd SQITCH_EMAIL=steerd@localhost
    sqitch --quiet verify --target db:pg: >/dev/null
    createdb again
    PGDATABASE=again "$root/sql/deploy.sh" "dbname=again"
    PGDATABASE=again run_sql --file="$root/tests/sql/support/undeploy.sql"
    PGDATABASE=again sqitch --quiet revert -y --target db:pg:
)
deploy again
deploy again

run_sql --file="$here/support/support.sql" >/dev/null
run_sql --file="$here/support/history.sql" >/dev/null
createdb --template=register plans

names=("$@")
# In this order: what commits (batches, keys in flight) comes after what counts.
if [ ${#names[@]} -eq 0 ]; then
    names=(structure grants life_cycle tasks import deadlines calendar lights settings extensions counts counts_handover urging outbox pushes completion
           obstacles obstacles_counts obstacles_property batches idempotency outbox_clerks lists search documents inspections oversight_rls clients
           journal people committees committees_refusals agency_versions agency_changes agency_handover oversight_handover agency_pushes agency_sample
           agency_property committees_property plans)
    unnamed=$(comm -13 <(printf '%s\n' "${names[@]}" | sort) <(basename -s .sql "$here"/*.sql | sort))
    [ -z "$unnamed" ] || { echo "run.sh: tests without a place in the order: $unnamed" >&2; exit 1; }
fi
files=("${names[@]/#/$here/}")
files=("${files[@]/%/.sql}")
pg_prove --psql-bin=psql --set sample="$root/sql/sample/tasks.ndjson" \
    --set merger="$root/sql/sample/tay-ninh-2025" --failures --comments "${files[@]}"
