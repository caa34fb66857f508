#!/usr/bin/env bash
# clients.sh DIR URL PSQL… - registers the API clients of profiles.txt that have no secret in DIR yet, gives the others the scopes it names, and writes steerctl's profiles there.
#
# PSQL… is a command that runs SQL from standard input as the database's owner and prints values
# alone: psql on this machine, or in a container.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=deploy/local/talk.sh
. "$here/talk.sh"
[ $# -ge 3 ] || { printf 'usage: clients.sh DIR URL PSQL…\n' >&2; exit 1; }
directory=$1 url=$2
shift 2
psql=("$@")

# Words of profiles.txt: nothing in them needs quoting, and this makes sure of it.
require_plain() {
    [[ $1 =~ ^[a-z0-9:,-]+$ ]] || { printf 'clients: not a plain word: %s\n' "$1" >&2; exit 1; }
}

register() {
    local client=$1 role=$2 agency=$3 scopes=$4 word secret
    for word in "$@"; do require_plain "$word"; done
    [ "$agency" = - ] && agency=null || agency="'$agency'"
    secret=$("${psql[@]}" <<<"select private.bootstrap_client('$client', '$client', '$role', $agency, string_to_array('$scopes', ','));")
    [ -n "$secret" ] || { printf 'clients: no secret for %s\n' "$client" >&2; exit 1; }
    private_file "$directory/$client.secret" <<<"$secret"
}

profiles() { grep -vE '^(#|$)' "$here/profiles.txt"; }

(umask 077 && mkdir -p "$directory")
known=" $("${psql[@]}" <<<'select code from register.api_clients;' | xargs) "
while read -r client role agency scopes; do
    # A secret without its client, or a client whose secret was lost: both are put right.
    if [ ! -s "$directory/$client.secret" ] || [[ $known != *" $client "* ]]; then
        register "$client" "$role" "$agency" "$scopes"
    else
        # Registered by an earlier version, which had fewer operations.
        require_plain "$scopes"
        "${psql[@]}" <<<"update register.api_clients set scopes = string_to_array('$scopes', ',') where code = '$client' and scopes <> string_to_array('$scopes', ',');"
    fi
done < <(profiles)

{
    printf '# The profiles of this register: steerctl --config THIS --profile NAME.\nprofile = office\n'
    while read -r client _; do
        printf '\n[%s]\nurl = %s\nclient_id = %s\nclient_secret_file = %s.secret\n' "$client" "$url" "$client" "$client"
    done < <(profiles)
} | private_file "$directory/config.ini"
