#!/usr/bin/env bash
# new-key.sh DIR KID - makes a signing key (EC P-256) for access tokens in the keyring DIR; DIR/active stays as it is unless there is none.
#
# steerd takes it in at its next SIGHUP. deploy/README.md tells how to rotate.
set -euo pipefail

fail() { printf 'new-key: %s\n' "$*" >&2; exit 1; }

[ $# -eq 2 ] || fail "usage: new-key.sh DIR KID"
directory=$1 kid=$2
[[ $kid =~ ^[A-Za-z0-9._-]{1,64}$ ]] || fail "a kid is 1 to 64 letters, digits, dots, dashes or underscores"
[ ! -e "$directory/$kid.pem" ] || fail "$directory/$kid.pem is already there"

umask 077
mkdir -p "$directory"
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$directory/.$kid.new" 2>/dev/null
mv "$directory/.$kid.new" "$directory/$kid.pem"
[ -e "$directory/active" ] || printf '%s\n' "$kid" >"$directory/active"
