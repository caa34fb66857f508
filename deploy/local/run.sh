#!/usr/bin/env bash
# run.sh - `make run`: a private cluster, the register, the daemon, the main job told on one screen; then it serves until Ctrl-C.
#
# Everything lives in .local/ of the clone. ONCE=1 ends after the story. PORT and OPERATIONS_PORT
# (8057, 9057) put the daemon elsewhere. What this script starts, it stops, however it ends.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
local_dir=$root/.local
binaries=$root/${OUT:-build/release}/bin
port=${PORT:-8057}
operations_port=${OPERATIONS_PORT:-9057}
url=http://127.0.0.1:$port
ready_seconds=30
stop_seconds=35

# What the caller has set for other servers and databases must not reach these.
for name in $(compgen -v STEERD_) $(compgen -v PG); do unset "$name"; done

# shellcheck source=deploy/local/talk.sh
. "$root/deploy/local/talk.sh"
fail() { printf 'make run: %s\n' "$*" >&2; exit 1; }

steerd_pid=
cluster_started=no

stop_steerd() {
    local waited=0
    [ -n "$steerd_pid" ] || return 0
    kill -TERM "$steerd_pid" 2>/dev/null || true
    while kill -0 "$steerd_pid" 2>/dev/null && [ $waited -lt $((stop_seconds * 10)) ]; do
        sleep 0.1
        waited=$((waited + 1))
    done
    kill -KILL "$steerd_pid" 2>/dev/null || true
    wait "$steerd_pid" 2>/dev/null || true
    steerd_pid=
    rm -f "$local_dir/steerd.pid"
}

# A second Ctrl-C must not leave half of it running.
stop_all() {
    local status=$?
    trap '' INT TERM HUP
    trap - EXIT
    stop_steerd
    if [ $cluster_started = yes ]; then
        "$root/deploy/local/cluster.sh" stop "$local_dir/cluster" >/dev/null || status=1
    fi
    [ -z "${serving:-}" ] || say "Đã dừng tất cả / everything is stopped."
    exit $status
}

# Whoever was killed without a chance to clean up left its number here.
stop_left_over() {
    local pid
    pid=$(cat "$local_dir/steerd.pid" 2>/dev/null) || return 0
    if [ "$(readlink "/proc/$pid/exe" 2>/dev/null)" = "$(realpath "$binaries/steerd")" ]; then
        steerd_pid=$pid
        stop_steerd
    fi
    rm -f "$local_dir/steerd.pid"
}

require_free() {
    if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
        fail "cổng $1 đang bận / port $1 is taken. Dừng chương trình đó, hoặc / stop that program, or: make run $2=…"
    fi
}

start_cluster() {
    cluster_started=yes
    "$root/deploy/local/cluster.sh" init "$local_dir/cluster"
    "$root/deploy/local/cluster.sh" start "$local_dir/cluster"
    socket=$("$root/deploy/local/cluster.sh" socket "$local_dir/cluster")
}

# The schema, the sample, the daemon's password, and a client for each profile.
make_register() {
    [ -s "$local_dir/steer_api.password" ] || openssl rand -hex 24 | private_file "$local_dir/steer_api.password"
    STEERD_SAMPLE=1 "$root/deploy/migrate.sh" "host=$socket user=postgres" "$local_dir/steer_api.password" \
        >"$local_dir/migrate.log" 2>&1 || { tail -n 20 "$local_dir/migrate.log" >&2; fail "$local_dir/migrate.log"; }
    "$root/deploy/local/clients.sh" "$local_dir/steerctl" "$url" \
        psql -XAtq --set=ON_ERROR_STOP=1 "host=$socket user=postgres dbname=steer"
}

make_keys() {
    local kid
    [ -d "$local_dir/keys" ] && return
    kid=local-$(date +%Y%m%d)
    "$root/deploy/new-key.sh" "$local_dir/keys" "$kid"
}

write_configuration() {
    install -d -m 0755 "$local_dir/outbox"
    private_file "$local_dir/steerd.conf" <<CONF
# The daemon of \`make run\`: written anew by every run.
listen = 127.0.0.1:$port
operations-listen = 127.0.0.1:$operations_port
database = host=$socket dbname=steer user=steer_api password=$(cat "$local_dir/steer_api.password")
keys = $local_dir/keys
issuer = $url
outbox-drop = $local_dir/outbox
CONF
}

# In a session of its own: Ctrl-C reaches this script alone, which then stops things in order.
start_steerd() {
    setsid "$binaries/steerd" --config "$local_dir/steerd.conf" \
        </dev/null >"$local_dir/steerd.log" 2>&1 &
    steerd_pid=$!
    printf '%s\n' "$steerd_pid" >"$local_dir/steerd.pid"
    local tries=$((ready_seconds * 10))
    until curl -fsS -o /dev/null "http://127.0.0.1:$operations_port/ready" 2>/dev/null; do
        tries=$((tries - 1))
        if [ $tries -le 0 ] || ! kill -0 "$steerd_pid" 2>/dev/null; then
            tail -n 5 "$local_dir/steerd.log" >&2
            fail "steerd không sẵn sàng / steerd did not become ready: $local_dir/steerd.log"
        fi
        sleep 0.1
    done
}

main() {
    if [ ! -x "$binaries/steerd" ] || [ ! -x "$binaries/steerctl" ]; then
        fail "chưa có chương trình / not built yet: make build"
    fi
    install -d -m 0755 "$local_dir"
    exec 9>"$local_dir/lock"
    flock -n 9 || fail "bản sao này đang chạy / this clone is already running"
    trap stop_all EXIT
    trap 'exit 0' INT TERM HUP
    stop_left_over
    require_free "$port" PORT
    require_free "$operations_port" OPERATIONS_PORT

    step "Chuẩn bị / setting up in .local/"
    start_cluster 9>&-
    make_register 9>&-
    make_keys
    write_configuration
    start_steerd 9>&-
    STEERCTL=$binaries/steerctl STEER_CONFIG=$local_dir/steerctl/config.ini \
        "$root/deploy/local/story.sh" 9>&-
    [ "${ONCE:-0}" != 1 ] || return 0
    serve
}

serve() {
    serving=yes
    cat <<TEXT

Đang phục vụ / serving: $url   (ready, metrics: http://127.0.0.1:$operations_port)
  API: $url/v1/openapi.json   nhật ký / log: .local/steerd.log
  Thử trong cửa sổ khác / try in another terminal:
    export STEER_CONFIG='$local_dir/steerctl/config.ini' PATH="\$PATH:$binaries"
    steerctl task list --profile leader
    steerctl task history NV-2025-0001 --profile office
    steerctl api GET /v1/journal?limit=3 --profile auditor
  Hồ sơ / profiles: $(sed -n 's/^\[\(.*\)\]$/\1/p' "$local_dir/steerctl/config.ini" | xargs)
Ctrl-C dừng tất cả / stops everything.
TEXT
    # The daemon's own end ends the wait too.
    wait "$steerd_pid" || true
    fail "steerd đã dừng ngoài ý muốn / steerd ended by itself: $local_dir/steerd.log"
}

main "$@"
