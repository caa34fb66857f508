#!/usr/bin/env bash
# secrets.sh [DIR] - makes what docker-compose.yml reads from files: the database password, the signing key, env; and the file drop. Keeps what is there.
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
# What docker itself made of a missing directory would be root's, and steerd could not write there.
install -d -m 0750 "$directory/outbox" "$directory/ca"
printf 'STEERD_USER=%s\nSTEERD_SECRETS=%s\nSTEERD_OUTBOX=%s\n' "$owner" "$directory" "$directory/outbox" >"$directory/env"
if [ "$(id -u)" -eq 0 ]; then
    chown -R "$owner" "$directory/keys" "$directory/ca" "$directory/pgpass"
    chown "$owner" "$directory/outbox"
fi
