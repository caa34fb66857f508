#!/usr/bin/env bash
# secrets.sh [DIR] - makes what docker-compose.yml reads from files: the database password, the signing key, env. Keeps what is there.
#
# The container of steerd runs as the owner of these files: the caller, or 10057 when root calls.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
directory=$(realpath -m "${1:-$root/.local/containers}")
owner=$(id -u):$(id -g)
[ "$(id -u)" -ne 0 ] || owner=10057:10057

umask 077
mkdir -p "$directory"
if [ ! -s "$directory/steer_api_password" ]; then
    openssl rand -hex 24 >"$directory/steer_api_password"
fi
printf '*:*:*:steer_api:%s\n' "$(cat "$directory/steer_api_password")" >"$directory/pgpass"
[ -d "$directory/keys" ] || "$root/deploy/new-key.sh" "$directory/keys" "containers-$(date +%Y%m%d)"
printf 'STEERD_USER=%s\nSTEERD_SECRETS=%s\n' "$owner" "$directory" >"$directory/env"
if [ "$(id -u)" -eq 0 ]; then
    chown -R "$owner" "$directory/keys" "$directory/pgpass"
fi
