#!/usr/bin/env bash
# database.sh - starts PostgreSQL in its container: makes the cluster in the empty volume first; checksums on, Unix socket only.
set -euo pipefail

data=/var/lib/postgresql/register/15
binaries=/usr/lib/postgresql/15/bin

make_cluster() {
    rm -rf "$data.new"
    "$binaries/initdb" --pgdata="$data.new" --username=postgres --data-checksums --encoding=UTF8 \
        --locale=C.UTF-8 --auth-local=peer --auth-host=reject --no-instructions
    cat >"$data.new/pg_hba.conf" <<'HBA'
# Who may connect: the owner by peer, everybody else by password; nothing over the network.
local all postgres peer map=owner
local all all scram-sha-256
HBA
    cat >"$data.new/pg_ident.conf" <<'IDENT'
# Who is the owner to the operating system: the server's user, and root of the migration.
owner postgres postgres
owner root postgres
IDENT
    cat >>"$data.new/postgresql.conf" <<'SETTINGS'

# steerd in containers
listen_addresses = ''
unix_socket_directories = '/run/postgresql'
shared_buffers = 256MB
password_encryption = 'scram-sha-256'
timezone = 'Asia/Ho_Chi_Minh'
log_timezone = 'Asia/Ho_Chi_Minh'
log_destination = 'stderr'
log_line_prefix = '%m [%p] %q%u@%d '
SETTINGS
    # Only a complete cluster gets the name that is started.
    mv "$data.new" "$data"
}

[ -s "$data/PG_VERSION" ] || make_cluster
exec "$binaries/postgres" -D "$data"
