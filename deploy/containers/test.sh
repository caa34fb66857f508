#!/usr/bin/env bash
# test.sh - `make test-compose`: brings docker-compose.yml up with a real engine, plays the main job against it, restarts it, looks again, takes it down.
#
# Uses the engine that answers; without one, and as root, one of its own that is gone afterwards.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
binaries=$root/${OUT:-build/release}/bin
project=steerd-test-$$
work=$(mktemp -d /var/tmp/steerd-compose-XXXXXX)
healthy_seconds=120
up=no

# shellcheck source=deploy/local/talk.sh
. "$root/deploy/local/talk.sh"
# shellcheck source=deploy/containers/engine.sh
. "$root/deploy/containers/engine.sh"
fail() { printf 'test-compose: %s\n' "$*" >&2; exit 1; }

project_compose() {
    compose --env-file "$work/secrets/env" --project-name "$project" --project-directory "$root" \
        --file "$root/docker-compose.yml" "$@"
}

clean_up() {
    local status=$?
    trap '' INT TERM HUP
    trap - EXIT
    if [ $up = yes ]; then
        if [ $status -ne 0 ]; then project_compose logs --tail=30 >&2 || true; fi
        project_compose down --volumes --rmi local --timeout 45 >"$work/down.log" 2>&1 || cat "$work/down.log" >&2
    fi
    engine_stop
    rm -rf "$work"
    exit $status
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

choose_engine() {
    engine_answers && return
    if [ "$(id -u)" -ne 0 ] || ! command -v dockerd >/dev/null; then
        fail "no container engine answers, and only root can start one"
    fi
    say "Không có engine nào chạy: khởi động riêng / no engine runs: starting one of our own"
    engine_start "$work/engine" || fail "dockerd did not start"
}

choose_base() {
    if docker pull --quiet debian:bookworm-slim >/dev/null 2>&1; then
        return
    fi
    say "Không tải được ảnh gốc: tạo từ kho Debian / no base image to be had: making it from the archive"
    "$root/deploy/containers/base-image.sh" steerd-base:bookworm
    export STEERD_BASE=steerd-base:bookworm
}

free_port() {
    /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

container() { project_compose ps -q "$1"; }

wait_healthy() {
    local tries=$healthy_seconds state=
    until [ "$state" = healthy ]; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || fail "steerd is not healthy but \"$state\""
        sleep 1
        state=$(docker inspect --format '{{.State.Health.Status}}' "$(container steerd)")
    done
}

in_database() {
    project_compose exec -T database psql -XAtq --set=ON_ERROR_STOP=1 --host=/run/postgresql --username=postgres steer "$@"
}

# What the pages promise of these containers.
check_promises() {
    local user
    user=$(project_compose exec -T steerd id -u)
    [ "$user" -ne 0 ] || fail "steerd runs as root"
    [ "$(in_database -c 'show data_checksums')" = on ] || fail "no checksums"
    [ "$(in_database -c 'show listen_addresses')" = '' ] || fail "PostgreSQL listens on the network"
    if project_compose exec -T steerd touch /usr/local/bin/x 2>/dev/null; then fail "the container of steerd can be written"; fi
    say "steerd: user $user, healthy; PostgreSQL: checksums on, Unix socket only"
}

main() {
    choose_engine
    choose_base
    "$root/deploy/containers/secrets.sh" "$work/secrets"
    STEERD_PORT=$(free_port)
    export STEERD_PORT STEERD_ISSUER=http://127.0.0.1:$STEERD_PORT STEERD_SAMPLE=1
    up=yes
    step "Dựng ảnh và khởi động / building the images and starting"
    project_compose up --build --detach >"$work/up.log" 2>&1 || { tail -n 40 "$work/up.log" >&2; fail "up"; }
    wait_healthy
    check_promises
    "$root/deploy/local/clients.sh" "$work/steerctl" "$STEERD_ISSUER" \
        docker exec -i "$(container database)" \
        psql -XAtq --set=ON_ERROR_STOP=1 --host=/run/postgresql --username=postgres steer
    STEERCTL=$binaries/steerctl STEER_CONFIG=$work/steerctl/config.ini STEERD_OUTBOX=$work/secrets/outbox "$root/deploy/local/story.sh"

    step "Tắt hẳn rồi bật lại: không mất gì / down and up again: nothing is lost"
    local before after
    before=$(in_database -c 'select count(*) from register.status_updates')
    project_compose down --timeout 45 >"$work/down.log" 2>&1
    project_compose up --detach >"$work/up.log" 2>&1 || { tail -n 40 "$work/up.log" >&2; fail "up again"; }
    wait_healthy
    after=$(in_database -c 'select count(*) from register.status_updates')
    if [ "$before" -eq 0 ] || [ "$before" != "$after" ]; then fail "status updates: $before before, $after after"; fi
    say "status updates: $before, $after"
    say "test-compose: passed"
}

main
