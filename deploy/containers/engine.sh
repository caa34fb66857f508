# engine.sh - a container engine for test.sh: the one that answers, else one of its own on a private socket; read by `.`.
# shellcheck shell=bash

engine_pid=
engine_filter=
engine_wait_seconds=60

engine_answers() { docker info >/dev/null 2>&1; }

# Starts dockerd with everything of it under $1; needs root.
engine_start() {
    local directory=$1 tries=$((engine_wait_seconds * 10))
    mkdir -p "$directory"
    # dockerd leaves its packet filter behind, which slows this machine's own connections.
    engine_filter=$directory/filter
    iptables-save >"$engine_filter"
    DOCKER_HOST=unix://$directory/docker.sock
    export DOCKER_HOST
    setsid dockerd --host="$DOCKER_HOST" --data-root="$directory/data" --exec-root="$directory/exec" \
        --pidfile="$directory/dockerd.pid" >"$directory/dockerd.log" 2>&1 </dev/null &
    engine_pid=$!
    until engine_answers; do
        tries=$((tries - 1))
        if [ $tries -le 0 ] || ! kill -0 "$engine_pid" 2>/dev/null; then
            tail -n 5 "$directory/dockerd.log" >&2
            return 1
        fi
        sleep 0.1
    done
}

engine_stop() {
    [ -n "$engine_pid" ] || return 0
    kill -TERM "$engine_pid" 2>/dev/null || true
    wait "$engine_pid" 2>/dev/null || true
    engine_pid=
    engine_forget_network
}

# What was there before comes back; a table that was not there is emptied.
engine_forget_network() {
    local table
    for table in nat filter; do
        grep -q "^\*$table" "$engine_filter" && continue
        iptables -t "$table" -F && iptables -t "$table" -X
        [ "$table" != filter ] || iptables -P FORWARD ACCEPT
    done
    iptables-restore <"$engine_filter" || true
    ip link delete docker0 2>/dev/null || true
}

# Compose as a plug-in of docker, or Debian's own program; the old builder, which both engines have.
compose() {
    if docker compose version >/dev/null 2>&1; then
        docker compose "$@"
    else
        COMPOSE_DOCKER_CLI_BUILD=0 docker-compose "$@"
    fi
}
