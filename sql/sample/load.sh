#!/usr/bin/env bash
# load.sh CONNINFO - loads the sample into a deployed register: types of documents, targets, and what the report of 27/03/2025 states. Safe to repeat.
#
# CONNINFO is libpq's connection string of a superuser, with the database. What is there already stays
# as it is. The tasks of the report are in tasks.ndjson: they are imported through the API, by
# `steerctl task import`, as an office would do it.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 1 ] || { echo "usage: load.sh CONNINFO" >&2; exit 1; }

cd "$here"
PGOPTIONS="-c client_min_messages=warning" psql --no-psqlrc --quiet --tuples-only --no-align \
    --set=ON_ERROR_STOP=1 --single-transaction --set=report="$(cat long-an-2025.json)" \
    --file=load.sql --dbname="$1" >/dev/null
