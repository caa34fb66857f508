#!/usr/bin/env bash
# cluster.sh COMMAND DIR - a private PostgreSQL 15 cluster for one clone: Unix socket only, checksums on, never as root.
#
#   init DIR [SETTING…]  makes the cluster if there is none; settings as in postgresql.conf
#   start DIR            starts it, and waits until it answers
#   stop DIR [MODE]      stops it: fast (default) or immediate
#   status DIR           exit 0 when it runs
#   socket DIR           prints the directory of its socket: libpq's `host`
#   remove DIR           stops it and forgets it with all its data
#
# The server runs as the calling user, or as `postgres` when root calls. Its superuser is the role
# `postgres`, reached by the operating system's word for who is calling (peer); every other role
# gives a password (scram-sha-256). There is no TCP listener at all.
#
# Two things can keep the cluster out of DIR: `postgres` cannot enter the clone (below /root), so the
# data goes to /var/lib (DIR/home says where); or the socket's path would be longer than the 107
# bytes a Unix socket can have or has odd letters in it, so the socket goes to /tmp.
set -euo pipefail

binaries=${POSTGRES_BINARIES:-/usr/lib/postgresql/15/bin}
socket_file=.s.PGSQL.5432
socket_path_limit=107

say() { printf '%s\n' "$*" >&2; }
fail() { say "cluster: $*"; exit 1; }

# Runs a command as the user the server belongs to. That user may not be able to read where the
# caller stands, and PostgreSQL's programs complain about it.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && runuser -u postgres -- "$@")
    else
        (cd / && "$@")
    fi
}

server_user() { if [ "$(id -u)" -eq 0 ]; then echo postgres; else id -un; fi; }

short_name() { printf 'steerd-%s-%s' "$(id -u)" "$(printf '%s' "$1" | sha256sum | cut -c1-12)"; }

# Where the data goes: DIR itself (".", so that a clone can be moved) where the server's user can
# enter, else a directory of the system.
choose_home() {
    if [ "$(id -u)" -ne 0 ] || as_server test -x "$1"; then
        printf '.\n'
    else
        printf '/var/lib/%s\n' "$(short_name "$1")"
    fi
}

# Where the socket goes: beside the data where the path is short and plain enough.
choose_socket() {
    local path=$1/run/$socket_file
    if [ ${#path} -le $socket_path_limit ] && [[ $path =~ ^[A-Za-z0-9/._+-]+$ ]]; then
        printf '%s\n' "$1/run"
    else
        printf '/tmp/%s\n' "$(short_name "$1")"
    fi
}

# A private directory of the server's user. In /tmp another user may have been there first.
private_directory() {
    if [ ! -d "$1" ]; then
        install -d -m 0700 -o "$(server_user)" "$1"
    fi
    if [ -L "$1" ] || [ "$(stat -c %U "$1")" != "$(server_user)" ]; then
        fail "$1 belongs to somebody else: remove it"
    fi
}

load_places() {
    [ -f "$directory/home" ] || fail "no cluster in $directory: init it first"
    home=$(cat "$directory/home")
    [ "$home" != . ] || home=$directory
    data=$home/data
    socket=$(choose_socket "$home")
}

write_access() {
    local caller
    caller=$(id -un)
    as_server tee "$data/pg_hba.conf" >/dev/null <<HBA
# Who may connect: the owner by peer, everybody else by password; nothing over the network.
local all postgres peer map=owner
local all all scram-sha-256
HBA
    as_server tee "$data/pg_ident.conf" >/dev/null <<IDENT
# Who is the owner to the operating system.
owner postgres postgres
owner $caller postgres
IDENT
}

write_settings() {
    as_server tee -a "$data/postgresql.conf" >/dev/null <<SETTINGS

# steerd: a small durable cluster on a Unix socket
listen_addresses = ''
max_connections = 100
shared_buffers = 128MB
password_encryption = 'scram-sha-256'
timezone = 'Asia/Ho_Chi_Minh'
log_timezone = 'Asia/Ho_Chi_Minh'
log_line_prefix = '%m [%p] %q%u@%d '
max_wal_size = 1GB
$(printf '%s\n' "$@")
SETTINGS
}

command_init() {
    [ -x "$binaries/initdb" ] || fail "no PostgreSQL 15 in $binaries: run deploy/install-packages.sh database"
    mkdir -p "$directory"
    if [ -f "$directory/home" ]; then
        load_places
        [ -s "$data/PG_VERSION" ] && return
    else
        choose_home "$directory" >"$directory/home"
        load_places
        [ "$home" = "$directory" ] || say "cluster: postgres cannot enter $directory, so the data is in $home"
    fi
    [ "$home" = "$directory" ] || install -d -m 0711 "$home"
    private_directory "$data"
    private_directory "$socket"
    as_server "$binaries/initdb" --pgdata="$data" --username=postgres --data-checksums --encoding=UTF8 \
        --locale=C.UTF-8 --auth-local=peer --auth-host=reject --no-instructions >/dev/null
    write_access
    write_settings "$@"
}

command_start() {
    load_places
    command_status && return
    private_directory "$socket"
    as_server "$binaries/pg_ctl" start --silent --wait --timeout=60 --pgdata="$data" \
        --options="-k $socket" --log="$data/server.log" >/dev/null ||
        { as_server tail -n 20 "$data/server.log" >&2; fail "PostgreSQL did not start"; }
}

command_stop() {
    load_places
    command_status || return 0
    as_server "$binaries/pg_ctl" stop --silent --wait --timeout=60 --pgdata="$data" --mode="${1:-fast}"
}

command_status() {
    [ -f "$directory/home" ] || return 3
    load_places
    as_server "$binaries/pg_ctl" status --pgdata="$data" >/dev/null 2>&1
}

command_socket() {
    load_places
    printf '%s\n' "$socket"
}

command_remove() {
    [ -f "$directory/home" ] || return 0
    command_stop immediate
    rm -rf "${data:?}" "${socket:?}" "${directory:?}/home"
    [ "$home" = "$directory" ] || rmdir "$home"
}

main() {
    [ $# -ge 2 ] || fail "usage: cluster.sh init|start|stop|status|socket|remove DIR"
    local command=$1
    directory=$(realpath -m "$2")
    shift 2
    case $command in
        init | start | stop | status | socket | remove) "command_$command" "$@" ;;
        *) fail "no command \"$command\"" ;;
    esac
}

main "$@"
